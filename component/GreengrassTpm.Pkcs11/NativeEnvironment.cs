namespace GreengrassTpm.Pkcs11;

/// <summary>
/// The environment that native code sees. <see cref="Environment.SetEnvironmentVariable(string, string)"/> changes a copy
/// that getenv(3) does not read.
/// </summary>
internal static class NativeEnvironment
{
    /// <summary>Tells tpm2-pkcs11 where its store and its TPM are. To be called before the module is loaded.</summary>
    public static void Prepare(TokenLocation location)
    {
        Set("TPM2_PKCS11_STORE", location.StoreFolder);
        Set("TPM2_PKCS11_TCTI", location.Tcti);

        // The module and tpm2-tss print to standard error what we report as typed errors. 0 is the quietest that the module
        // knows: its errors remain. Whoever has set these wants them so.
        SetDefault("TPM2_PKCS11_LOG_LEVEL", "0");
        SetDefault("TSS2_LOG", "all+NONE");
    }

    // setenv(3) is a hazard to other threads that are in getenv(3), so nothing is set that is set already.
    private static void Set(string name, string? value)
    {
        if (value is not null && Libc.GetVariable(name) != value)
        {
            _ = Libc.SetVariable(name, value, overwrite: 1);
        }
    }

    private static void SetDefault(string name, string value)
    {
        if (Libc.GetVariable(name) is null)
        {
            Set(name, value);
        }
    }
}
