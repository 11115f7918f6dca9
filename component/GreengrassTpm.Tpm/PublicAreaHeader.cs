namespace GreengrassTpm.Tpm;

/// <summary>The fields at the front of every TPMT_PUBLIC, kept while the rest is read.</summary>
internal readonly record struct PublicAreaHeader(
    TpmAlgorithm Type,
    TpmAlgorithm NameAlgorithm,
    TpmObjectAttributes Attributes,
    ReadOnlyMemory<byte> AuthPolicy,
    ReadOnlyMemory<byte> Encoded
)
{
    public PublicArea Area(
        SymmetricDefinition? symmetric = null,
        SchemeDefinition? scheme = null,
        TpmRsaKey? rsa = null,
        TpmEccKey? ecc = null,
        ReadOnlyMemory<byte> unique = default
    ) =>
        new(Type, NameAlgorithm, Attributes)
        {
            AuthPolicy = AuthPolicy,
            Symmetric = symmetric,
            Scheme = scheme,
            Rsa = rsa,
            Ecc = ecc,
            Unique = unique,
            Encoded = Encoded,
        };
}
