namespace GreengrassTpm.Pkcs11;

/// <summary>An object on a token.</summary>
/// <param name="Identity">Class and digest.</param>
/// <param name="Label">CKA_LABEL.</param>
/// <param name="Id">CKA_ID; empty if the object has none.</param>
/// <param name="Content">The SubjectPublicKeyInfo of a key, the DER of a certificate; what the digest was made of.</param>
public sealed record TokenObject(
    ObjectIdentity Identity,
    string Label,
    ReadOnlyMemory<byte> Id,
    ReadOnlyMemory<byte> Content
)
{
    /// <summary>The object's class.</summary>
    public TokenObjectClass Class => Identity.Class;

    /// <summary>CKA_ID as lower-case hexadecimal digits.</summary>
    public string IdHex => Convert.ToHexStringLower(Id.Span);
}
