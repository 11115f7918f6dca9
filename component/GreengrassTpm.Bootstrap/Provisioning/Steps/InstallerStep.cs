namespace GreengrassTpm.Bootstrap;

/// <summary>The classic nucleus itself, installed by its own installer.</summary>
/// <param name="installer">The installer.</param>
internal sealed class InstallerStep(NucleusInstaller installer) : IProvisioningStep
{
    public string Id => "nucleus-installer";

    public string Title => "install the nucleus";

    public StepLook Look(ProvisioningContext context)
    {
        if (installer.IsInstalled)
        {
            return StepLook.Done($"in {installer.NucleusRoot} already");
        }

        installer.Require();
        return StepLook.Missing($"from {installer.Folder} into {installer.NucleusRoot}");
    }

    public string Act(ProvisioningContext context)
    {
        installer.Run(context.Settings.Store, context.Device.Tcti);
        return $"from {installer.Folder} into {installer.NucleusRoot}";
    }
}
