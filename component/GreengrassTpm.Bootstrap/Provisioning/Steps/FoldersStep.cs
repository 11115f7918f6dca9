using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>The folders of what this product remembers and of its secrets.</summary>
internal sealed class FoldersStep : IProvisioningStep
{
    // The names in it are no secret, and nucleus lite's user has to reach the one file that is for it.
    private const UnixFileMode ConfigurationMode =
        DurableFolder.OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public string Id => "folders";

    public string Title => "make the private folders";

    public StepLook Look(ProvisioningContext context) =>
        Wanted(context).All(wanted => Is(wanted.Path, wanted.Mode))
            ? StepLook.Done(Names(context))
            : StepLook.Missing(Names(context));

    public string Act(ProvisioningContext context)
    {
        foreach ((string path, UnixFileMode mode) in Wanted(context))
        {
            DurableFolder.Create(path, mode);
        }

        return Names(context);
    }

    private static bool Is(string path, UnixFileMode mode) =>
        Directory.Exists(path) && File.GetUnixFileMode(path) == mode;

    private static (string Path, UnixFileMode Mode)[] Wanted(ProvisioningContext context) =>
        [(context.Folders.State, DurableFolder.OwnerOnly), (context.Folders.Configuration, ConfigurationMode)];

    private static string Names(ProvisioningContext context) =>
        $"{context.Folders.State}, {context.Folders.Configuration}";
}
