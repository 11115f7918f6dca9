namespace GreengrassTpm.Pkcs11;

/// <summary>The classes of token objects that make a credential (CKA_CLASS).</summary>
public enum TokenObjectClass
{
    /// <summary>CKO_PRIVATE_KEY.</summary>
    PrivateKey,

    /// <summary>CKO_PUBLIC_KEY.</summary>
    PublicKey,

    /// <summary>CKO_CERTIFICATE with CKC_X_509.</summary>
    Certificate,
}
