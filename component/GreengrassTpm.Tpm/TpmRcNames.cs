namespace GreengrassTpm.Tpm;

/// <summary>
/// The names of response codes: TPM 2.0 Library, Part 2, tables "TPM_RC" (versions 1.16 to 1.84), and TCG TSS 2.0
/// Overview and Common Structures Specification, "TSS2 error codes".
/// </summary>
internal static class TpmRcNames
{
    /// <summary>Finds the name of a code without layer and subject number.</summary>
    /// <param name="code"><see cref="TpmRc.Base"/>.</param>
    /// <param name="fromTpm"><see cref="TpmRc.IsFromTpm"/>.</param>
    /// <param name="layer">The layer that made it, for the codes of the software stack.</param>
    /// <returns>The name, or null when no table has it.</returns>
    public static string? Find(TpmRc code, bool fromTpm, TssLayer layer)
    {
        if (fromTpm)
        {
            return Format1(code.Value) ?? Format0(code.Value) ?? Warning(code.Value);
        }

        var stackCode = StackCode(code.Value & 0xFFFF);
        return stackCode is null || LayerName(layer) is not { } layerName ? null : $"TSS2_{layerName}_RC_{stackCode}";
    }

    private static string? LayerName(TssLayer layer) =>
        layer switch
        {
            TssLayer.Feature => "FAPI",
            TssLayer.Esys => "ESYS",
            TssLayer.Sys => "SYS",
            TssLayer.Marshalling => "MU",
            TssLayer.Tcti => "TCTI",
            TssLayer.ResourceManager => "RESMGR",
            _ => null,
        };

    private static string? Format0(uint code) =>
        code switch
        {
            0x000 => "TPM_RC_SUCCESS",
            0x01E => "TPM_RC_BAD_TAG",
            0x100 => "TPM_RC_INITIALIZE",
            0x101 => "TPM_RC_FAILURE",
            0x103 => "TPM_RC_SEQUENCE",
            0x10B => "TPM_RC_PRIVATE",
            0x119 => "TPM_RC_HMAC",
            0x120 => "TPM_RC_DISABLED",
            0x121 => "TPM_RC_EXCLUSIVE",
            0x124 => "TPM_RC_AUTH_TYPE",
            0x125 => "TPM_RC_AUTH_MISSING",
            0x126 => "TPM_RC_POLICY",
            0x127 => "TPM_RC_PCR",
            0x128 => "TPM_RC_PCR_CHANGED",
            0x12D => "TPM_RC_UPGRADE",
            0x12E => "TPM_RC_TOO_MANY_CONTEXTS",
            0x12F => "TPM_RC_AUTH_UNAVAILABLE",
            0x130 => "TPM_RC_REBOOT",
            0x131 => "TPM_RC_UNBALANCED",
            0x142 => "TPM_RC_COMMAND_SIZE",
            0x143 => "TPM_RC_COMMAND_CODE",
            0x144 => "TPM_RC_AUTHSIZE",
            0x145 => "TPM_RC_AUTH_CONTEXT",
            0x146 => "TPM_RC_NV_RANGE",
            0x147 => "TPM_RC_NV_SIZE",
            0x148 => "TPM_RC_NV_LOCKED",
            0x149 => "TPM_RC_NV_AUTHORIZATION",
            0x14A => "TPM_RC_NV_UNINITIALIZED",
            0x14B => "TPM_RC_NV_SPACE",
            0x14C => "TPM_RC_NV_DEFINED",
            0x150 => "TPM_RC_BAD_CONTEXT",
            0x151 => "TPM_RC_CPHASH",
            0x152 => "TPM_RC_PARENT",
            0x153 => "TPM_RC_NEEDS_TEST",
            0x154 => "TPM_RC_NO_RESULT",
            0x155 => "TPM_RC_SENSITIVE",
            0x156 => "TPM_RC_READ_ONLY",
            _ => null,
        };

    private static string? Format1(uint code) =>
        code switch
        {
            0x081 => "TPM_RC_ASYMMETRIC",
            0x082 => "TPM_RC_ATTRIBUTES",
            0x083 => "TPM_RC_HASH",
            0x084 => "TPM_RC_VALUE",
            0x085 => "TPM_RC_HIERARCHY",
            0x087 => "TPM_RC_KEY_SIZE",
            0x088 => "TPM_RC_MGF",
            0x089 => "TPM_RC_MODE",
            0x08A => "TPM_RC_TYPE",
            0x08B => "TPM_RC_HANDLE",
            0x08C => "TPM_RC_KDF",
            0x08D => "TPM_RC_RANGE",
            0x08E => "TPM_RC_AUTH_FAIL",
            0x08F => "TPM_RC_NONCE",
            0x090 => "TPM_RC_PP",
            0x092 => "TPM_RC_SCHEME",
            0x095 => "TPM_RC_SIZE",
            0x096 => "TPM_RC_SYMMETRIC",
            0x097 => "TPM_RC_TAG",
            0x098 => "TPM_RC_SELECTOR",
            0x09A => "TPM_RC_INSUFFICIENT",
            0x09B => "TPM_RC_SIGNATURE",
            0x09C => "TPM_RC_KEY",
            0x09D => "TPM_RC_POLICY_FAIL",
            0x09F => "TPM_RC_INTEGRITY",
            0x0A0 => "TPM_RC_TICKET",
            0x0A1 => "TPM_RC_RESERVED_BITS",
            0x0A2 => "TPM_RC_BAD_AUTH",
            0x0A3 => "TPM_RC_EXPIRED",
            0x0A4 => "TPM_RC_POLICY_CC",
            0x0A5 => "TPM_RC_BINDING",
            0x0A6 => "TPM_RC_CURVE",
            0x0A7 => "TPM_RC_ECC_POINT",
            0x0A8 => "TPM_RC_FW_LIMITED",
            0x0A9 => "TPM_RC_SVN_LIMITED",
            0x0AA => "TPM_RC_PARMS",
            0x0AB => "TPM_RC_EXT_MU",
            0x0AC => "TPM_RC_ONE_SHOT_SIGNATURE",
            0x0AD => "TPM_RC_SIGN_CONTEXT_KEY",
            0x0B0 => "TPM_RC_CHANNEL",
            0x0B1 => "TPM_RC_CHANNEL_KEY",
            _ => null,
        };

    private static string? Warning(uint code) =>
        code switch
        {
            0x901 => "TPM_RC_CONTEXT_GAP",
            0x902 => "TPM_RC_OBJECT_MEMORY",
            0x903 => "TPM_RC_SESSION_MEMORY",
            0x904 => "TPM_RC_MEMORY",
            0x905 => "TPM_RC_SESSION_HANDLES",
            0x906 => "TPM_RC_OBJECT_HANDLES",
            0x907 => "TPM_RC_LOCALITY",
            0x908 => "TPM_RC_YIELDED",
            0x909 => "TPM_RC_CANCELED",
            0x90A => "TPM_RC_TESTING",
            0x910 => "TPM_RC_REFERENCE_H0",
            0x911 => "TPM_RC_REFERENCE_H1",
            0x912 => "TPM_RC_REFERENCE_H2",
            0x913 => "TPM_RC_REFERENCE_H3",
            0x914 => "TPM_RC_REFERENCE_H4",
            0x915 => "TPM_RC_REFERENCE_H5",
            0x916 => "TPM_RC_REFERENCE_H6",
            0x918 => "TPM_RC_REFERENCE_S0",
            0x919 => "TPM_RC_REFERENCE_S1",
            0x91A => "TPM_RC_REFERENCE_S2",
            0x91B => "TPM_RC_REFERENCE_S3",
            0x91C => "TPM_RC_REFERENCE_S4",
            0x91D => "TPM_RC_REFERENCE_S5",
            0x91E => "TPM_RC_REFERENCE_S6",
            0x920 => "TPM_RC_NV_RATE",
            0x921 => "TPM_RC_LOCKOUT",
            0x922 => "TPM_RC_RETRY",
            0x923 => "TPM_RC_NV_UNAVAILABLE",
            _ => null,
        };

    private static string? StackCode(uint code) =>
        code switch
        {
            0x01 => "GENERAL_FAILURE",
            0x02 => "NOT_IMPLEMENTED",
            0x03 => "BAD_CONTEXT",
            0x04 => "ABI_MISMATCH",
            0x05 => "BAD_REFERENCE",
            0x06 => "INSUFFICIENT_BUFFER",
            0x07 => "BAD_SEQUENCE",
            0x08 => "NO_CONNECTION",
            0x09 => "TRY_AGAIN",
            0x0A => "IO_ERROR",
            0x0B => "BAD_VALUE",
            0x0C => "NOT_PERMITTED",
            0x0D => "INVALID_SESSIONS",
            0x0E => "NO_DECRYPT_PARAM",
            0x0F => "NO_ENCRYPT_PARAM",
            0x10 => "BAD_SIZE",
            0x11 => "MALFORMED_RESPONSE",
            0x12 => "INSUFFICIENT_CONTEXT",
            0x13 => "INSUFFICIENT_RESPONSE",
            0x14 => "INCOMPATIBLE_TCTI",
            0x15 => "NOT_SUPPORTED",
            0x16 => "BAD_TCTI_STRUCTURE",
            0x17 => "MEMORY",
            0x18 => "BAD_TR",
            0x19 => "MULTIPLE_DECRYPT_SESSIONS",
            0x1A => "MULTIPLE_ENCRYPT_SESSIONS",
            0x1B => "RSP_AUTH_FAILED",
            0x1C => "NO_CONFIG",
            0x1D => "BAD_PATH",
            0x1E => "NOT_DELETABLE",
            0x1F => "PATH_ALREADY_EXISTS",
            0x20 => "KEY_NOT_FOUND",
            0x21 => "SIGNATURE_VERIFICATION_FAILED",
            0x22 => "HASH_MISMATCH",
            0x23 => "KEY_NOT_DUPLICABLE",
            0x24 => "PATH_NOT_FOUND",
            0x25 => "NO_CERT",
            0x26 => "NO_PCR",
            0x27 => "PCR_NOT_RESETTABLE",
            0x28 => "BAD_TEMPLATE",
            0x29 => "AUTHORIZATION_FAILED",
            0x2A => "AUTHORIZATION_UNKNOWN",
            0x2B => "NV_NOT_READABLE",
            0x2C => "NV_TOO_SMALL",
            0x2D => "NV_NOT_WRITEABLE",
            0x2E => "POLICY_UNKNOWN",
            0x2F => "NV_WRONG_TYPE",
            0x30 => "NAME_ALREADY_EXISTS",
            0x31 => "NO_TPM",
            0x32 => "BAD_KEY",
            0x33 => "NO_HANDLE",
            0x34 => "NOT_PROVISIONED",
            0x35 => "ALREADY_PROVISIONED",
            _ => null,
        };
}
