namespace GreengrassTpm.Pkcs11;

/// <summary>The kinds of object that a PKCS#11 URI can name (its <c>type</c> attribute; RFC 7512, 2.3).</summary>
public enum Pkcs11UriObjectType
{
    /// <summary><c>private</c>.</summary>
    PrivateKey,

    /// <summary><c>public</c>.</summary>
    PublicKey,

    /// <summary><c>cert</c>.</summary>
    Certificate,

    /// <summary><c>secret-key</c>.</summary>
    SecretKey,

    /// <summary><c>data</c>.</summary>
    Data,
}
