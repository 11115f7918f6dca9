using Net.Pkcs11Interop.Common;

namespace GreengrassTpm.Pkcs11;

/// <summary>An identified object and its handle.</summary>
internal sealed record FoundObject(TokenObject Object, ObjectAttributes Attributes);

/// <summary>Identifies a token's objects by what they are.</summary>
internal sealed class ObjectReader
{
    private readonly List<FoundObject> _found = [];
    private readonly List<UnrecognisedObject> _unrecognised = [];

    private ObjectReader() { }

    /// <summary>The identified ones.</summary>
    public IReadOnlyList<FoundObject> Found => _found;

    /// <summary>All of them, for callers that need no handles.</summary>
    public TokenContents Contents => new([.. _found.Select(one => one.Object)], _unrecognised);

    /// <summary>Reads all objects of the three classes; others are passed over.</summary>
    public static ObjectReader Read(IEnumerable<ObjectAttributes> objects)
    {
        var reader = new ObjectReader();
        var incomplete = new List<ObjectAttributes>();
        foreach (ObjectAttributes candidate in objects)
        {
            if (ClassOf(candidate) is TokenObjectClass @class && !reader.TryAdd(candidate, @class, ContentOf))
            {
                incomplete.Add(candidate);
            }
        }

        // Some modules' private EC keys do not carry their public part: the public key with the same id has it.
        foreach (ObjectAttributes key in incomplete)
        {
            if (!reader.TryAdd(key, TokenObjectClass.PrivateKey, reader.ContentOfPublicKeyBeside))
            {
                reader.AddUnrecognised(key, TokenObjectClass.PrivateKey, "a private key whose public part is unknown");
            }
        }

        return reader;
    }

    private bool TryAdd(
        ObjectAttributes candidate,
        TokenObjectClass @class,
        Func<ObjectAttributes, TokenObjectClass, byte[]?> contentOf
    )
    {
        try
        {
            if (contentOf(candidate, @class) is not byte[] content)
            {
                return false;
            }

            ObjectIdentity identity = @class switch
            {
                TokenObjectClass.PrivateKey => ObjectIdentity.OfPrivateKey(content),
                TokenObjectClass.PublicKey => ObjectIdentity.OfPublicKey(content),
                _ => ObjectIdentity.OfCertificate(content),
            };
            var known = new TokenObject(identity, candidate.ReadText(CKA.CKA_LABEL), IdOf(candidate), content);
            _found.Add(new FoundObject(known, candidate));
        }
        catch (ObjectUnreadableException error)
        {
            AddUnrecognised(candidate, @class, error.Message);
        }

        return true;
    }

    private void AddUnrecognised(ObjectAttributes candidate, TokenObjectClass @class, string reason) =>
        _unrecognised.Add(new UnrecognisedObject(@class, candidate.ReadText(CKA.CKA_LABEL), IdOf(candidate), reason));

    private byte[]? ContentOfPublicKeyBeside(ObjectAttributes privateKey, TokenObjectClass @class)
    {
        byte[] id = IdOf(privateKey);
        TokenObject[] beside =
        [
            .. _found
                .Select(one => one.Object)
                .Where(one => one.Class == TokenObjectClass.PublicKey && one.Id.Span.SequenceEqual(id)),
        ];
        return id.Length > 0 && beside.Length == 1 ? beside[0].Content.ToArray() : null;
    }

    private static byte[]? ContentOf(ObjectAttributes candidate, TokenObjectClass @class)
    {
        byte[]? content =
            @class == TokenObjectClass.Certificate ? candidate.Read(CKA.CKA_VALUE) : PublicKeyInfo.Of(candidate);
        return content is { Length: > 0 } || @class == TokenObjectClass.PrivateKey
            ? content
            : throw new ObjectUnreadableException($"a {@class} without content");
    }

    private static byte[] IdOf(ObjectAttributes candidate) => candidate.Read(CKA.CKA_ID) ?? [];

    private static TokenObjectClass? ClassOf(ObjectAttributes candidate) =>
        (CKO?)candidate.ReadNumber(CKA.CKA_CLASS) switch
        {
            CKO.CKO_PRIVATE_KEY => TokenObjectClass.PrivateKey,
            CKO.CKO_PUBLIC_KEY => TokenObjectClass.PublicKey,
            CKO.CKO_CERTIFICATE => TokenObjectClass.Certificate,
            _ => null,
        };
}
