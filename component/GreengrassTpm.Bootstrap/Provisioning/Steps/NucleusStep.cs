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
        NucleusFiles.Paths(kind, context.Options.LitePin, folder);

    private string Names(ProvisioningContext context) => string.Join(", ", Paths(context));

    private T WithFiles<T>(ProvisioningContext context, Func<IReadOnlyList<NucleusFile>, T> use)
    {
        using Pin pin = Pin.ReadFile(context.Folders.UserPin);
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
            LitePin = context.Options.LitePin,
            RootPath = context.Options.NucleusRoot,
            RootCaPath = context.RootCaPath,
            AwsRegion = context.Options.AwsRegion ?? context.Cloud?.Facts.Region,
            RoleAlias = context.Options.RoleAlias ?? context.Cloud?.Wishes.RoleAlias,
            DataEndpoint = context.Options.DataEndpoint ?? context.Cloud?.Facts.DataEndpoint,
            CredentialEndpoint = context.Options.CredentialEndpoint ?? context.Cloud?.Facts.CredentialEndpoint,
        };
}
