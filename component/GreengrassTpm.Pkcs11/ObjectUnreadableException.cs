namespace GreengrassTpm.Pkcs11;

/// <summary>An object's attributes are missing or too large, or do not make a key or certificate.</summary>
public sealed class ObjectUnreadableException : TokenException
{
    internal ObjectUnreadableException(string reason)
        : base(reason) { }
}
