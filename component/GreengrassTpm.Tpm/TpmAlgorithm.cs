namespace GreengrassTpm.Tpm;

// The specification fixes the type (UINT16).
#pragma warning disable CA1028

/// <summary>Algorithm identifiers (TCG Algorithm Registry, "TPM_ALG_ID").</summary>
public enum TpmAlgorithm : ushort
{
    /// <summary>TPM_ALG_ERROR: no algorithm.</summary>
    None = 0x0000,

    /// <summary>RSA.</summary>
    Rsa = 0x0001,

    /// <summary>Triple DES.</summary>
    TripleDes = 0x0003,

    /// <summary>SHA-1.</summary>
    Sha1 = 0x0004,

    /// <summary>HMAC.</summary>
    Hmac = 0x0005,

    /// <summary>AES.</summary>
    Aes = 0x0006,

    /// <summary>MGF1.</summary>
    Mgf1 = 0x0007,

    /// <summary>Keyed hash: an HMAC key or sealed data.</summary>
    KeyedHash = 0x0008,

    /// <summary>XOR obfuscation.</summary>
    Xor = 0x000A,

    /// <summary>SHA-256.</summary>
    Sha256 = 0x000B,

    /// <summary>SHA-384.</summary>
    Sha384 = 0x000C,

    /// <summary>SHA-512.</summary>
    Sha512 = 0x000D,

    /// <summary>TPM_ALG_NULL: none chosen.</summary>
    Null = 0x0010,

    /// <summary>SM3.</summary>
    Sm3 = 0x0012,

    /// <summary>SM4.</summary>
    Sm4 = 0x0013,

    /// <summary>RSASSA-PKCS1-v1_5.</summary>
    RsaSsa = 0x0014,

    /// <summary>RSAES-PKCS1-v1_5.</summary>
    RsaEs = 0x0015,

    /// <summary>RSASSA-PSS.</summary>
    RsaPss = 0x0016,

    /// <summary>RSAES-OAEP.</summary>
    Oaep = 0x0017,

    /// <summary>ECDSA.</summary>
    EcDsa = 0x0018,

    /// <summary>ECDH.</summary>
    EcDh = 0x0019,

    /// <summary>Direct anonymous attestation.</summary>
    EcDaa = 0x001A,

    /// <summary>SM2.</summary>
    Sm2 = 0x001B,

    /// <summary>EC-Schnorr.</summary>
    EcSchnorr = 0x001C,

    /// <summary>ECMQV.</summary>
    EcMqv = 0x001D,

    /// <summary>KDF1 of SP 800-56A.</summary>
    Kdf1Sp80056A = 0x0020,

    /// <summary>KDF2.</summary>
    Kdf2 = 0x0021,

    /// <summary>KDF1 of SP 800-108.</summary>
    Kdf1Sp800108 = 0x0022,

    /// <summary>Elliptic curves.</summary>
    Ecc = 0x0023,

    /// <summary>A symmetric cipher key.</summary>
    SymCipher = 0x0025,

    /// <summary>Camellia.</summary>
    Camellia = 0x0026,

    /// <summary>SHA3-256.</summary>
    Sha3256 = 0x0027,

    /// <summary>SHA3-384.</summary>
    Sha3384 = 0x0028,

    /// <summary>SHA3-512.</summary>
    Sha3512 = 0x0029,

    /// <summary>Counter mode.</summary>
    Ctr = 0x0040,

    /// <summary>Output feedback mode.</summary>
    Ofb = 0x0041,

    /// <summary>Cipher block chaining mode.</summary>
    Cbc = 0x0042,

    /// <summary>Cipher feedback mode.</summary>
    Cfb = 0x0043,

    /// <summary>Electronic codebook mode.</summary>
    Ecb = 0x0044,
}
