namespace GreengrassTpm.CommandLine;

/// <summary>How the TPM is reached (a TCTI string of tpm2-tss): the same for the chip's own commands and for the module.</summary>
public static class TpmAddress
{
    // The kernel's resource manager: in every kernel since 4.12 and in need of no daemon.
    private const string Default = "device:/dev/tpmrm0";
    private const string Variable = "TPM2_PKCS11_TCTI";

    /// <summary>The address that was given, or else the environment's, or else the recorded one, or else the kernel's resource manager.</summary>
    /// <param name="given">The address that the operator named, or null.</param>
    /// <param name="recorded">The address that the device was provisioned with; null where that is not known.</param>
    public static string Choose(string? given, string? recorded = null) =>
        given is not null ? given
        : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } fromEnvironment ? fromEnvironment
        : recorded ?? Default;
}
