namespace GreengrassTpm.Tpm;

/// <summary>What an object is for, told by its type and attributes.</summary>
public enum KeyRole
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>restricted and decrypt: a parent of other objects.</summary>
    StorageKey,

    /// <summary>restricted and sign: signs statements of the chip.</summary>
    AttestationKey,

    /// <summary>sign and decrypt.</summary>
    GeneralKey,

    /// <summary>sign alone.</summary>
    SigningKey,

    /// <summary>decrypt alone.</summary>
    DecryptionKey,

    /// <summary>A keyed hash that neither signs nor decrypts: data that the chip keeps.</summary>
    SealedData,
}
