using Net.Pkcs11Interop.Common;

namespace GreengrassTpm.Pkcs11;

/// <summary>A token within a write sequence. Only <see cref="TokenWriter"/> makes one.</summary>
public sealed class WritableToken
{
    private const int LongestLabel = 64;
    private const int LongestId = 64;

    private readonly TokenSession _session;
    private readonly StoreGuard _guard;
    private readonly WriteExpectations _expectations;

    internal WritableToken(TokenSession session, StoreGuard guard, WriteExpectations expectations)
    {
        _session = session;
        _guard = guard;
        _expectations = expectations;
    }

    /// <summary>What the token says of itself.</summary>
    public TokenInformation Token => _session.Token;

    /// <summary>All keys and certificates, as they are now.</summary>
    /// <exception cref="Pkcs11CallException">The module refused.</exception>
    public TokenContents ReadContents() => _session.ReadContents();

    /// <inheritdoc cref="TokenReader.Sign"/>
    public byte[] Sign(ObjectIdentity privateKey, TokenSignature signature, ReadOnlySpan<byte> input) =>
        _session.Sign(_session.Find(privateKey).Handle, signature, input);

    /// <summary>
    /// Generates a key pair on the token: sensitive, never extractable. The caller has noted the id durably before, because
    /// a process that ends within the call can leave a lone public key.
    /// </summary>
    /// <param name="algorithm">What to generate.</param>
    /// <param name="label">CKA_LABEL of both keys; no other key may carry it.</param>
    /// <param name="id">CKA_ID of both keys, 1 to 64 bytes; no other key may have it.</param>
    /// <returns>The private key; the public one has the same digest.</returns>
    /// <exception cref="PlaceTakenException">A key with that label or id exists.</exception>
    /// <exception cref="StoreChangedException">Another program wrote to the store meanwhile.</exception>
    /// <exception cref="Pkcs11CallException">The token refused.</exception>
    public TokenObject GenerateKeyPair(KeyAlgorithm algorithm, string label, ReadOnlyMemory<byte> id)
    {
        RequirePlace(label, id);
        TokenContents before = ReadContents();
        PlaceRule.RequireFree(Token.Label, before, TokenObjectClass.PrivateKey, label, id, except: null);
        PlaceRule.RequireFree(Token.Label, before, TokenObjectClass.PublicKey, label, id, except: null);
        using var template = KeyPairTemplate.Create(algorithm, label, id.Span);
        _guard.Mutate(() => _session.Call("C_GenerateKeyPair", template.Generate));
        TokenObject made =
            ReadContents().WithId(id).SingleOrDefault(candidate => candidate.Class == TokenObjectClass.PrivateKey)
            ?? throw new WriteNotVerifiedException(Token.Label, [$"the private key with id {Hex(id)} is missing"]);
        _expectations.Present(made.Identity, Hex(id), label);
        _expectations.Present(made.Identity with { Class = TokenObjectClass.PublicKey }, Hex(id), label);
        return made;
    }

    /// <summary>Stores a certificate of a key that the token holds.</summary>
    /// <param name="der">One X.509 certificate and nothing else.</param>
    /// <param name="label">CKA_LABEL; no other certificate may carry it.</param>
    /// <param name="id">CKA_ID; no other certificate may have it, and no private key but the certificate's own.</param>
    /// <returns>The certificate's identity.</returns>
    /// <exception cref="CertificateUnusableException">It is no certificate, or one of a key that the token does not hold.</exception>
    /// <exception cref="PlaceTakenException">A certificate with that label or id exists.</exception>
    /// <exception cref="StoreChangedException">Another program wrote to the store meanwhile.</exception>
    /// <exception cref="Pkcs11CallException">The token refused.</exception>
    public ObjectIdentity StoreCertificate(ReadOnlyMemory<byte> der, string label, ReadOnlyMemory<byte> id)
    {
        RequirePlace(label, id);
        TokenContents before = ReadContents();
        var certificate = StorableCertificate.Parse(der);
        certificate.RequireKey(before, id);
        PlaceRule.RequireFree(Token.Label, before, TokenObjectClass.Certificate, label, id, except: null);
        using AttributeTemplate template = certificate.ToTemplate(label, id.Span);
        ulong handle = 0;
        _guard.Mutate(() =>
            _session.Call(
                "C_CreateObject",
                (library, session) => library.C_CreateObject(session, template.Attributes, template.Count, ref handle)
            )
        );
        _expectations.Present(certificate.Identity, Hex(id), label);
        return certificate.Identity;
    }

    /// <summary>Gives an object another label and id by one C_SetAttributeValue, which is one transaction.</summary>
    /// <param name="identity">The object.</param>
    /// <param name="label">Its new CKA_LABEL; no other object of its class may carry it.</param>
    /// <param name="id">Its new CKA_ID; no other object of its class may have it.</param>
    /// <param name="presentId">Its present CKA_ID, needed only where several objects have the identity.</param>
    /// <exception cref="ObjectNotFoundException">There is no such object.</exception>
    /// <exception cref="ObjectAmbiguousException">There are several.</exception>
    /// <exception cref="PlaceTakenException">Another object of the class has that label or id.</exception>
    /// <exception cref="StoreChangedException">Another program wrote to the store meanwhile.</exception>
    /// <exception cref="Pkcs11CallException">The token refused.</exception>
    public void Relabel(
        ObjectIdentity identity,
        string label,
        ReadOnlyMemory<byte> id,
        ReadOnlyMemory<byte>? presentId = null
    )
    {
        RequirePlace(label, id);
        ObjectAttributes found = _session.Find(identity, presentId);
        byte[] oldId = found.Read(CKA.CKA_ID) ?? [];
        PlaceRule.RequireFree(Token.Label, ReadContents(), identity.Class, label, id, except: (identity, oldId));
        using var template = new AttributeTemplate().Add(CKA.CKA_LABEL, label).Add(CKA.CKA_ID, id.Span);
        _guard.Mutate(() =>
            _session.Call(
                "C_SetAttributeValue",
                (library, session) =>
                    library.C_SetAttributeValue(session, found.Handle, template.Attributes, template.Count)
            )
        );
        _expectations.Absent(identity, Hex(oldId));
        _expectations.Present(identity, Hex(id), label);
    }

    /// <summary>Destroys one object.</summary>
    /// <param name="identity">The object.</param>
    /// <param name="id">Its CKA_ID, as a second condition; needed where several objects have the identity.</param>
    /// <exception cref="ObjectNotFoundException">There is no such object.</exception>
    /// <exception cref="ObjectAmbiguousException">There are several.</exception>
    /// <exception cref="StoreChangedException">Another program wrote to the store meanwhile.</exception>
    /// <exception cref="Pkcs11CallException">The token refused.</exception>
    public void Destroy(ObjectIdentity identity, ReadOnlyMemory<byte>? id = null)
    {
        ObjectAttributes found = _session.Find(identity, id);
        byte[] foundId = found.Read(CKA.CKA_ID) ?? [];
        _guard.Mutate(() =>
            _session.Call("C_DestroyObject", (library, session) => library.C_DestroyObject(session, found.Handle))
        );
        _expectations.Absent(identity, Hex(foundId));
    }

    /// <summary>
    /// Destroys an object that nothing tells what it is: half of a key pair, left by a process that ended within the
    /// generation. The caller knows by the id that it is its own.
    /// </summary>
    /// <param name="half">The object, as it was read in this sequence.</param>
    /// <exception cref="WriteNotVerifiedException">Not one object is at its place, but none or several; nothing was destroyed.</exception>
    /// <exception cref="StoreChangedException">Another program wrote to the store meanwhile.</exception>
    /// <exception cref="Pkcs11CallException">The token refused.</exception>
    public void Destroy(UnrecognisedObject half)
    {
        ObjectAttributes found =
            _session.Find(half)
            ?? throw new WriteNotVerifiedException(
                Token.Label,
                [$"not one {half.Class} alone has the label '{half.Label}' and the id {half.IdHex}"]
            );
        _guard.Mutate(() =>
            _session.Call("C_DestroyObject", (library, session) => library.C_DestroyObject(session, found.Handle))
        );
        _expectations.Absent(half);
    }

    private static void RequirePlace(string label, ReadOnlyMemory<byte> id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(label.Length, LongestLabel);
        ArgumentOutOfRangeException.ThrowIfZero(id.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(id.Length, LongestId);
    }

    private static string Hex(ReadOnlyMemory<byte> id) => Convert.ToHexStringLower(id.Span);
}
