namespace GreengrassTpm.Tpm;

// The specification fixes the type (UINT32).
#pragma warning disable CA1028

/// <summary>Attributes of an object (TPM 2.0 Library, Part 2, "TPMA_OBJECT").</summary>
[Flags]
public enum TpmObjectAttributes : uint
{
    /// <summary>No attribute.</summary>
    None = 0,

    /// <summary>fixedTPM: the object cannot leave this chip.</summary>
    FixedTpm = 1 << 1,

    /// <summary>stClear: saved contexts do not survive TPM2_Startup(CLEAR).</summary>
    StClear = 1 << 2,

    /// <summary>fixedParent: the object cannot be moved under another parent.</summary>
    FixedParent = 1 << 4,

    /// <summary>sensitiveDataOrigin: the chip made the secret itself.</summary>
    SensitiveDataOrigin = 1 << 5,

    /// <summary>userWithAuth: the authorisation value allows use.</summary>
    UserWithAuth = 1 << 6,

    /// <summary>adminWithPolicy: administration needs the policy.</summary>
    AdminWithPolicy = 1 << 7,

    /// <summary>firmwareLimited: bound to the chip's firmware.</summary>
    FirmwareLimited = 1 << 8,

    /// <summary>svnLimited: bound to the firmware's security version.</summary>
    SvnLimited = 1 << 9,

    /// <summary>noDA: not subject to the dictionary-attack protection.</summary>
    NoDa = 1 << 10,

    /// <summary>encryptedDuplication: duplicates only encrypted.</summary>
    EncryptedDuplication = 1 << 11,

    /// <summary>restricted: works on structures of the chip only.</summary>
    Restricted = 1 << 16,

    /// <summary>decrypt: the private part may decrypt.</summary>
    Decrypt = 1 << 17,

    /// <summary>sign: the private part may sign (a symmetric one: encrypt).</summary>
    Sign = 1 << 18,

    /// <summary>x509sign: signs X.509 certificates only.</summary>
    X509Sign = 1 << 19,
}
