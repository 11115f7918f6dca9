using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;

namespace GreengrassTpm.Pkcs11;

/// <summary>An identified object and its handle.</summary>
internal sealed record FoundObject(TokenObject Object, ObjectAttributes Attributes);

/// <summary>Identifies a token's objects by what they are.</summary>
internal sealed class ObjectReader
{
    private readonly List<FoundObject> _found = [];
    private readonly List<(UnrecognisedObject Object, ObjectAttributes Attributes)> _unrecognised = [];

    private int _others;

    private ObjectReader() { }

    /// <summary>The identified ones.</summary>
    public IReadOnlyList<FoundObject> Found => _found;

    /// <summary>Those that could not be identified.</summary>
    public IReadOnlyList<(UnrecognisedObject Object, ObjectAttributes Attributes)> Unrecognised => _unrecognised;

    /// <summary>All of them, for callers that need no handles.</summary>
    public TokenContents Contents =>
        new([.. _found.Select(one => one.Object)], [.. _unrecognised.Select(one => one.Object)]) { Others = _others };

    /// <summary>Reads all objects of the three classes; others are counted.</summary>
    /// <param name="objects">The token's objects.</param>
    /// <param name="sign">Signs a digest by ECDSA with the private key of a handle; r ‖ s, or null if it cannot.</param>
    public static ObjectReader Read(IEnumerable<ObjectAttributes> objects, Func<ulong, byte[], byte[]?> sign)
    {
        var reader = new ObjectReader();
        var incomplete = new List<ObjectAttributes>();
        foreach (ObjectAttributes candidate in objects)
        {
            if (ClassOf(candidate) is not TokenObjectClass @class)
            {
                reader._others++;
            }
            else if (!reader.TryAdd(candidate, @class))
            {
                incomplete.Add(candidate);
            }
        }

        // Some modules' private EC keys do not carry their public part. Which public key is theirs, a signature tells.
        foreach (ObjectAttributes key in incomplete)
        {
            byte[]? content = reader.PublicKeyThatVerifies(challenge => sign(key.Handle, challenge));
            if (content is null)
            {
                reader.AddUnrecognised(key, TokenObjectClass.PrivateKey, "a private key whose public part is unknown");
            }
            else
            {
                reader.Add(key, TokenObjectClass.PrivateKey, content);
            }
        }

        return reader;
    }

    private bool TryAdd(ObjectAttributes candidate, TokenObjectClass @class)
    {
        try
        {
            if (ContentOf(candidate, @class) is not byte[] content)
            {
                return false;
            }

            Add(candidate, @class, content);
        }
        catch (ObjectUnreadableException error)
        {
            AddUnrecognised(candidate, @class, error.Message);
        }

        return true;
    }

    private void Add(ObjectAttributes candidate, TokenObjectClass @class, byte[] content)
    {
        ObjectIdentity identity = @class switch
        {
            TokenObjectClass.PrivateKey => ObjectIdentity.OfPrivateKey(content),
            TokenObjectClass.PublicKey => ObjectIdentity.OfPublicKey(content),
            _ => ObjectIdentity.OfCertificate(content),
        };
        var known = new TokenObject(identity, candidate.ReadText(CKA.CKA_LABEL), IdOf(candidate), content);
        _found.Add(new FoundObject(known, candidate));
    }

    private void AddUnrecognised(ObjectAttributes candidate, TokenObjectClass @class, string reason) =>
        _unrecognised.Add(
            (new UnrecognisedObject(@class, candidate.ReadText(CKA.CKA_LABEL), IdOf(candidate), reason), candidate)
        );

    private byte[]? PublicKeyThatVerifies(Func<byte[], byte[]?> sign)
    {
        byte[] challenge = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);
        return sign(challenge) is byte[] signature
            ? _found
                .Where(one => one.Object.Class == TokenObjectClass.PublicKey)
                .Select(one => one.Object.Content.ToArray())
                .FirstOrDefault(publicKey => Verifies(publicKey, challenge, signature))
            : null;
    }

    private static bool Verifies(byte[] publicKey, byte[] digest, byte[] signature)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return key.VerifyHash(digest, signature);
        }
        catch (CryptographicException)
        {
            return false; // Not an EC key.
        }
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
