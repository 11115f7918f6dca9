namespace GreengrassTpm.Pkcs11;

/// <summary>The token holds no object with that identity.</summary>
public sealed class ObjectNotFoundException : TokenException
{
    internal ObjectNotFoundException(string tokenLabel, ObjectIdentity identity)
        : base($"The token '{tokenLabel}' holds no {identity}.") => Identity = identity;

    /// <summary>What was asked for.</summary>
    public ObjectIdentity Identity { get; }
}
