namespace GreengrassTpm.Tpm;

/// <summary>The public part of an RSA key.</summary>
/// <param name="KeyBits">Length of the modulus in bits.</param>
/// <param name="Exponent">Public exponent; the wire's 0 is given as the 65537 that it means.</param>
/// <param name="Modulus">Modulus, big endian.</param>
public sealed record TpmRsaKey(int KeyBits, uint Exponent, ReadOnlyMemory<byte> Modulus);
