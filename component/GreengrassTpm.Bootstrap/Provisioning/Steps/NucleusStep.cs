using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>The configuration of one nucleus.</summary>
/// <param name="kind">Which.</param>
/// <param name="folder">Where it goes.</param>
internal sealed class NucleusStep(NucleusKind kind, string folder) : IProvisioningStep
{
    public string Id => kind == NucleusKind.Classic ? "nucleus-classic" : "nucleus-lite";

    public string Title =>
        kind == NucleusKind.Classic ? "write the nucleus' configuration" : "write nucleus lite's configuration";

    public StepLook Look(ProvisioningContext context)
    {
        string names = Names(context);
        return File.Exists(context.Folders.UserPin) && WithFiles(context, files => files.All(file => file.IsThere()))
            ? StepLook.Done(names)
            : StepLook.Missing(names);
    }

    public string Act(ProvisioningContext context)
    {
        context.RememberFiles(Paths(context));
        NucleusFiles.MakeFolder(folder);
        return WithFiles(
            context,
            files =>
            {
                foreach (NucleusFile file in files.Where(file => !file.IsThere()))
                {
                    file.Write();
                }

                return Names(context);
            }
        );
    }

    internal IReadOnlyList<string> Paths(ProvisioningContext context) =>
        NucleusFiles.Paths(kind, NucleusChoice.LitePinOf(context.Nucleus), folder);

    private string Names(ProvisioningContext context) => string.Join(", ", Paths(context));

    private T WithFiles<T>(ProvisioningContext context, Func<IReadOnlyList<NucleusFile>, T> use)
    {
        using Pin pin = UserPin.Read(context.Folders);
        IReadOnlyList<NucleusFile> files = NucleusFiles.Make(kind, folder, Settings(context), pin);
        try
        {
            return use(files);
        }
        finally
        {
            foreach (NucleusFile file in files)
            {
                file.Wipe();
            }
        }
    }

    private NucleusSettings Settings(ProvisioningContext context) =>
        new()
        {
            ThingName = context.Settings.ThingName,
            ModulePath = context.Device.ModulePath,
            Slot = context.LookAtToken().Slot,
            TokenLabel = context.Settings.TokenLabel,
            KeyLabel = context.Settings.KeyLabel,
            PinFile = Path.Combine(folder, LiteNucleusConfiguration.PinFileName),
            LitePin = NucleusChoice.LitePinOf(context.Nucleus),
            RootPath = context.Nucleus.RootFolder,
            RootCaPath = context.Nucleus.RootCa,
            AwsRegion = context.Nucleus.AwsRegion,
            RoleAlias = context.Nucleus.RoleAlias,
            DataEndpoint = context.Nucleus.DataEndpoint,
            CredentialEndpoint = context.Nucleus.CredentialEndpoint,
        };
}
