using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// Deletes what the product remembers of the credential: the journal, what the component noted beside it, and last the provisioning
/// record, by which a killed teardown is resumed. Of a token that stays, the record keeps that it is ours.
/// </summary>
internal sealed class MemoryRemovalStep : IStep<TeardownContext>
{
    public string Id => "memory";

    public string Title => "forget the credential";

    public StepLook Look(TeardownContext context) =>
        !context.TokenIsKept ? StepLook.Missing($"{context.Folders.Journal}, {context.Folders.ProvisioningRecord}")
        : context.Record == Kept(context.Record) && !Files(context.Folders).Any(AtomicFile.Exists)
            ? StepLook.Done("the record knows the empty token alone")
        : StepLook.Missing($"{context.Folders.Journal}; the record keeps the empty token");

    public string Act(TeardownContext context)
    {
        foreach (string file in Files(context.Folders))
        {
            AtomicFile.Delete(file);
        }

        if (context.TokenIsKept)
        {
            context.Remember(Kept(context.Record));
            return $"{context.Folders.Journal}; the record keeps the empty token";
        }

        AtomicFile.Delete(context.Folders.ProvisioningRecord);
        return $"{context.Folders.Journal}, {context.Folders.ProvisioningRecord}";
    }

    private static string[] Files(DeviceFolders folders) =>
        [
            folders.Journal,
            folders.Activation,
            folders.ControlSocket,
            folders.RefusedPin,
            folders.CertificateOwnership,
            // Left by a change of the nucleus' configuration that was killed.
            folders.NucleusChange,
        ];

    private static ProvisioningRecord Kept(ProvisioningRecord record) =>
        new()
        {
            ThingName = record.ThingName,
            Began = record.Began,
            Store = record.Store,
            Token = record.Token,
            SecurityOfficerPinIsElsewhere = record.SecurityOfficerPinIsElsewhere,
            NucleusFiles = record.NucleusFiles.Count == 0 ? record.NucleusFiles : [],
        };
}
