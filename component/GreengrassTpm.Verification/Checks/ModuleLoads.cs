namespace GreengrassTpm.Verification;

/// <summary>The PKCS#11 module can be loaded and initialised.</summary>
internal static class ModuleLoads
{
    internal static Check Check { get; } = new("module.loads", "The PKCS#11 module loads", true, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Module.Judge(module =>
            module.Survey is { Module: var information }
                ? Finding.Ok(
                    $"{facts.Subject.Token.ModulePath}: {information.Description} {information.Version} of {information.Manufacturer}, PKCS#11 {information.CryptokiVersion}."
                )
                : Finding.Failed(
                    module.Problem!,
                    "Check the module's path; install it with: apt-get install libtpm2-pkcs11-1"
                )
        );
}
