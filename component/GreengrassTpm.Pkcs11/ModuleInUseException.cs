namespace GreengrassTpm.Pkcs11;

/// <summary>
/// This process is using the module already. C_Initialize is process-wide, so there is one user at a time: what is open has
/// to be disposed first. A mistake in the program, not on the device.
/// </summary>
public sealed class ModuleInUseException : TokenException
{
    internal ModuleInUseException(string modulePath, string? holder)
        : base(
            $"The PKCS#11 module {modulePath} is in use in this process by {holder ?? "other code"}; "
                + "it has to be closed before it can be opened again."
        ) => ModulePath = modulePath;

    /// <summary>The module's path as it was given.</summary>
    public string ModulePath { get; }
}
