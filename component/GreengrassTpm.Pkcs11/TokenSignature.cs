namespace GreengrassTpm.Pkcs11;

/// <summary>The private-key operation that a token is asked for; each is one PKCS#11 mechanism.</summary>
public enum TokenSignature
{
    /// <summary>
    /// ECDSA over a finished digest (<c>CKM_ECDSA</c>). The result is r ‖ s, each as long as the curve's order.
    /// </summary>
    Ecdsa,

    /// <summary>
    /// RSA with PKCS#1 v1.5 signature padding made by the token (<c>CKM_RSA_PKCS</c>). The input is a DER DigestInfo.
    /// </summary>
    RsaPkcs1,

    /// <summary>
    /// RSA without padding (<c>CKM_RSA_X_509</c>). The input is a whole block as long as the modulus: for RSA-PSS,
    /// OpenSSL makes the padding itself.
    /// </summary>
    RsaRaw,
}

/// <summary>Signs with a key that cannot leave its token. Called on any thread, possibly on several at once.</summary>
/// <param name="signature">What to do.</param>
/// <param name="input">The digest, DigestInfo or padded block; valid only during the call.</param>
/// <returns>The signature in the mechanism's own shape: r ‖ s for ECDSA, a modulus-sized block for RSA.</returns>
public delegate byte[] SignOnToken(TokenSignature signature, ReadOnlySpan<byte> input);
