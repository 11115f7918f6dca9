namespace GreengrassTpm.Pkcs11;

/// <summary>Several objects have that identity, so the identity alone does not say which one is meant.</summary>
public sealed class ObjectAmbiguousException : TokenException
{
    internal ObjectAmbiguousException(string tokenLabel, ObjectIdentity identity, int count)
        : base(
            $"The token '{tokenLabel}' holds {count} objects that are {identity}; its CKA_ID has to be given as well."
        ) => Identity = identity;

    /// <summary>What was asked for.</summary>
    public ObjectIdentity Identity { get; }
}
