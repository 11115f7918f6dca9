using System.Globalization;
using System.Security.Cryptography;

namespace GreengrassTpm.Tpm;

/// <summary>Facts about algorithms.</summary>
public static class TpmAlgorithms
{
    /// <summary>The name as tpm2-tools print it, for example <c>sha256</c>; an unknown one by its number.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <returns>A lower-case word.</returns>
    public static string Name(this TpmAlgorithm algorithm) =>
        algorithm switch
        {
            TpmAlgorithm.None => "error",
            TpmAlgorithm.Rsa => "rsa",
            TpmAlgorithm.TripleDes => "tdes",
            TpmAlgorithm.Sha1 => "sha1",
            TpmAlgorithm.Hmac => "hmac",
            TpmAlgorithm.Aes => "aes",
            TpmAlgorithm.Mgf1 => "mgf1",
            TpmAlgorithm.KeyedHash => "keyedhash",
            TpmAlgorithm.Xor => "xor",
            TpmAlgorithm.Sha256 => "sha256",
            TpmAlgorithm.Sha384 => "sha384",
            TpmAlgorithm.Sha512 => "sha512",
            TpmAlgorithm.Null => "null",
            TpmAlgorithm.Sm3 => "sm3_256",
            TpmAlgorithm.Sm4 => "sm4",
            TpmAlgorithm.RsaSsa => "rsassa",
            TpmAlgorithm.RsaEs => "rsaes",
            TpmAlgorithm.RsaPss => "rsapss",
            TpmAlgorithm.Oaep => "oaep",
            TpmAlgorithm.EcDsa => "ecdsa",
            TpmAlgorithm.EcDh => "ecdh",
            TpmAlgorithm.EcDaa => "ecdaa",
            TpmAlgorithm.Sm2 => "sm2",
            TpmAlgorithm.EcSchnorr => "ecschnorr",
            TpmAlgorithm.EcMqv => "ecmqv",
            TpmAlgorithm.Kdf1Sp80056A => "kdf1_sp800_56a",
            TpmAlgorithm.Kdf2 => "kdf2",
            TpmAlgorithm.Kdf1Sp800108 => "kdf1_sp800_108",
            TpmAlgorithm.Ecc => "ecc",
            TpmAlgorithm.SymCipher => "symcipher",
            TpmAlgorithm.Camellia => "camellia",
            TpmAlgorithm.Sha3256 => "sha3_256",
            TpmAlgorithm.Sha3384 => "sha3_384",
            TpmAlgorithm.Sha3512 => "sha3_512",
            TpmAlgorithm.Ctr => "ctr",
            TpmAlgorithm.Ofb => "ofb",
            TpmAlgorithm.Cbc => "cbc",
            TpmAlgorithm.Cfb => "cfb",
            TpmAlgorithm.Ecb => "ecb",
            _ => string.Create(CultureInfo.InvariantCulture, $"0x{(ushort)algorithm:x4}"),
        };

    /// <summary>Hashes data by an algorithm that object names use.</summary>
    /// <param name="algorithm">A hash.</param>
    /// <param name="data">What to hash.</param>
    /// <returns>The digest, or null for an algorithm that this platform does not have.</returns>
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security",
        "CA5350:Do Not Use Weak Cryptographic Algorithms",
        Justification = "The chip chose the name algorithm when the object was made; this only repeats its sum."
    )]
    internal static byte[]? Hash(this TpmAlgorithm algorithm, ReadOnlySpan<byte> data) =>
        algorithm switch
        {
            TpmAlgorithm.Sha1 => SHA1.HashData(data),
            TpmAlgorithm.Sha256 => SHA256.HashData(data),
            TpmAlgorithm.Sha384 => SHA384.HashData(data),
            TpmAlgorithm.Sha512 => SHA512.HashData(data),
            _ => null,
        };
}
