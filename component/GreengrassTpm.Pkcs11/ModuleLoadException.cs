namespace GreengrassTpm.Pkcs11;

/// <summary>The PKCS#11 module is missing, cannot be loaded, or is something else.</summary>
public sealed class ModuleLoadException : TokenException
{
    internal ModuleLoadException(string modulePath, string reason, Exception? cause = null)
        : base($"The PKCS#11 module {modulePath} cannot be used: {reason}", RetryClass.Permanent, cause) =>
        ModulePath = modulePath;

    /// <summary>The module's path as it was given.</summary>
    public string ModulePath { get; }
}
