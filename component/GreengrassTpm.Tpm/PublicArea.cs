using System.Diagnostics.CodeAnalysis;

namespace GreengrassTpm.Tpm;

/// <summary>
/// The public area of an object (TPM 2.0 Library, Part 2, "TPMT_PUBLIC"): what the chip tells of it to anybody.
/// </summary>
public sealed class PublicArea
{
    internal PublicArea(TpmAlgorithm type, TpmAlgorithm nameAlgorithm, TpmObjectAttributes attributes)
    {
        Type = type;
        NameAlgorithm = nameAlgorithm;
        Attributes = attributes;
    }

    /// <summary>Type of the object; the parsed ones are rsa, ecc, keyedhash and symcipher.</summary>
    public TpmAlgorithm Type { get; }

    /// <summary>The hash that makes the object's name.</summary>
    public TpmAlgorithm NameAlgorithm { get; }

    /// <summary>The attributes; <see cref="TpmObjectAttributeNames.Names"/> names them.</summary>
    public TpmObjectAttributes Attributes { get; }

    /// <summary>Digest of the policy; empty without one.</summary>
    public ReadOnlyMemory<byte> AuthPolicy { get; internal init; }

    /// <summary>The symmetric cipher; null where the object has none.</summary>
    public SymmetricDefinition? Symmetric { get; internal init; }

    /// <summary>The fixed scheme; null where any may be used.</summary>
    public SchemeDefinition? Scheme { get; internal init; }

    /// <summary>The RSA key; null for other types.</summary>
    public TpmRsaKey? Rsa { get; internal init; }

    /// <summary>The EC key; null for other types.</summary>
    public TpmEccKey? Ecc { get; internal init; }

    /// <summary>The unique field as on the wire; for a type that is not parsed, parameters and unique field.</summary>
    public ReadOnlyMemory<byte> Unique { get; internal init; }

    /// <summary>The TPMT_PUBLIC bytes that this was read from.</summary>
    public ReadOnlyMemory<byte> Encoded { get; internal init; }

    /// <summary>What the object is for.</summary>
    public KeyRole Role =>
        (Has(TpmObjectAttributes.Restricted), Has(TpmObjectAttributes.Decrypt), Has(TpmObjectAttributes.Sign)) switch
        {
            (true, true, false) => KeyRole.StorageKey,
            (true, false, true) => KeyRole.AttestationKey,
            (false, true, true) => KeyRole.GeneralKey,
            (false, false, true) => KeyRole.SigningKey,
            (false, true, false) => KeyRole.DecryptionKey,
            (false, false, false) when Type == TpmAlgorithm.KeyedHash => KeyRole.SealedData,
            _ => KeyRole.Other,
        };

    /// <summary>True when the secret was made by this chip and can never leave it: fixedTPM, fixedParent and
    /// sensitiveDataOrigin.</summary>
    public bool IsBornAndKeptInChip =>
        Has(TpmObjectAttributes.FixedTpm | TpmObjectAttributes.FixedParent | TpmObjectAttributes.SensitiveDataOrigin);

    /// <summary>Reads a TPM2B_PUBLIC: two bytes of length, then the TPMT_PUBLIC.</summary>
    /// <param name="tpm2bPublic">Exactly one structure, big endian; the bytes are copied.</param>
    /// <param name="area">The public area.</param>
    /// <returns>False for bytes that are not one well-formed structure; nothing is thrown.</returns>
    public static bool TryParse(ReadOnlySpan<byte> tpm2bPublic, [NotNullWhen(true)] out PublicArea? area)
    {
        area = null;
        var reader = new WireReader(tpm2bPublic.ToArray());
        return reader.TrySized(out var inner) && reader.AtEnd && PublicAreaReader.TryRead(inner, out area);
    }

    /// <summary>Reads a TPMT_PUBLIC (without the length in front).</summary>
    /// <param name="tpmtPublic">Exactly one structure, big endian; the bytes are copied.</param>
    /// <param name="area">The public area.</param>
    /// <returns>False for bytes that are not one well-formed structure; nothing is thrown.</returns>
    public static bool TryParseUnsized(ReadOnlySpan<byte> tpmtPublic, [NotNullWhen(true)] out PublicArea? area) =>
        PublicAreaReader.TryRead(tpmtPublic.ToArray(), out area);

    /// <summary>True when all the given attributes are set.</summary>
    /// <param name="attributes">One or more.</param>
    /// <returns>Whether they are.</returns>
    public bool Has(TpmObjectAttributes attributes) => (Attributes & attributes) == attributes;

    /// <summary>The object's name: the name algorithm, then the hash of the TPMT_PUBLIC (TPM 2.0 Library, Part 1,
    /// "Names").</summary>
    /// <returns>The name; null for a name algorithm that this platform does not have.</returns>
    public byte[]? ComputeName() =>
        NameAlgorithm.Hash(Encoded.Span) is { } digest
            ? [(byte)((ushort)NameAlgorithm >> 8), (byte)NameAlgorithm, .. digest]
            : null;

    /// <summary>The key as X.509 writes it (RFC 5280, "SubjectPublicKeyInfo"; RFC 5480 named curve, uncompressed
    /// point; RFC 3279 rsaEncryption), so that its digest can be compared with a certificate's or a token's.</summary>
    /// <returns>DER; null for an object without such a form.</returns>
    public byte[]? ToSubjectPublicKeyInfo() =>
        Rsa is not null ? SubjectPublicKeyInfo.Encode(Rsa)
        : Ecc is not null ? SubjectPublicKeyInfo.Encode(Ecc)
        : null;
}
