namespace GreengrassTpm.Pkcs11;

/// <summary>The kinds of key pair that a token is asked to generate.</summary>
public enum KeyAlgorithm
{
    /// <summary>Elliptic curve P-256 (secp256r1), signs by ECDSA.</summary>
    EcP256,

    /// <summary>Elliptic curve P-384 (secp384r1), signs by ECDSA.</summary>
    EcP384,

    /// <summary>RSA with a modulus of 2048 bits.</summary>
    Rsa2048,

    /// <summary>RSA with a modulus of 3072 bits.</summary>
    Rsa3072,
}
