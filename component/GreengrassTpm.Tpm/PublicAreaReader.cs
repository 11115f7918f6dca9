using System.Diagnostics.CodeAnalysis;

namespace GreengrassTpm.Tpm;

/// <summary>Reads TPMT_PUBLIC (TPM 2.0 Library, Part 2, 12.2). Bounded and total: bytes that make no structure give
/// false.</summary>
internal static class PublicAreaReader
{
    private const uint DefaultRsaExponent = 65537;

    public static bool TryRead(ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out PublicArea? area)
    {
        area = null;
        var reader = new WireReader(encoded);
        if (
            !reader.TryAlgorithm(out var type)
            || !reader.TryAlgorithm(out var nameAlgorithm)
            || !reader.TryUInt32(out var attributes)
            || !reader.TrySized(out var policy)
        )
        {
            return false;
        }

        var header = new PublicAreaHeader(type, nameAlgorithm, (TpmObjectAttributes)attributes, policy, encoded);
        area = type switch
        {
            TpmAlgorithm.Rsa => ReadRsa(header, ref reader),
            TpmAlgorithm.Ecc => ReadEcc(header, ref reader),
            TpmAlgorithm.SymCipher => ReadSymCipher(header, ref reader),
            TpmAlgorithm.KeyedHash => ReadKeyedHash(header, ref reader),
            _ => header.Area(unique: reader.TakeRest()),
        };
        if (!reader.AtEnd)
        {
            area = null;
        }

        return area is not null;
    }

    private static PublicArea? ReadRsa(in PublicAreaHeader header, ref WireReader reader)
    {
        if (
            !TrySymmetric(ref reader, out var symmetric)
            || !TryScheme(ref reader, out var scheme)
            || !reader.TryUInt16(out var keyBits)
            || !reader.TryUInt32(out var exponent)
            || !reader.TrySized(out var modulus)
        )
        {
            return null;
        }

        var key = new TpmRsaKey(keyBits, exponent == 0 ? DefaultRsaExponent : exponent, modulus);
        return header.Area(symmetric, scheme, rsa: key, unique: modulus);
    }

    private static PublicArea? ReadEcc(in PublicAreaHeader header, ref WireReader reader)
    {
        if (
            !TrySymmetric(ref reader, out var symmetric)
            || !TryScheme(ref reader, out var scheme)
            || !reader.TryUInt16(out var curve)
            || !TryScheme(ref reader, out _) // the key derivation scheme has the same form
            || !reader.TrySized(out var x)
            || !reader.TrySized(out var y)
        )
        {
            return null;
        }

        var key = new TpmEccKey(new TpmEccCurve(curve), x, y);
        var uniqueLength = (2 * sizeof(ushort)) + x.Length + y.Length;
        return header.Area(symmetric, scheme, ecc: key, unique: header.Encoded[^uniqueLength..]);
    }

    private static PublicArea? ReadSymCipher(in PublicAreaHeader header, ref WireReader reader) =>
        TrySymmetric(ref reader, out var symmetric) && reader.TrySized(out var unique)
            ? header.Area(symmetric, unique: unique)
            : null;

    private static PublicArea? ReadKeyedHash(in PublicAreaHeader header, ref WireReader reader) =>
        TryScheme(ref reader, out var scheme) && reader.TrySized(out var unique)
            ? header.Area(scheme: scheme, unique: unique)
            : null;

    // TPMT_SYM_DEF_OBJECT
    private static bool TrySymmetric(ref WireReader reader, out SymmetricDefinition? symmetric)
    {
        symmetric = null;
        if (!reader.TryAlgorithm(out var algorithm))
        {
            return false;
        }

        if (algorithm == TpmAlgorithm.Null)
        {
            return true;
        }

        if (!reader.TryUInt16(out var keyBits) || !reader.TryAlgorithm(out var mode))
        {
            return false;
        }

        symmetric = new SymmetricDefinition(algorithm, keyBits, mode);
        return true;
    }

    // TPMT_RSA_SCHEME, TPMT_ECC_SCHEME, TPMT_KDF_SCHEME, TPMT_KEYEDHASH_SCHEME: the scheme decides what follows it.
    private static bool TryScheme(ref WireReader reader, out SchemeDefinition? scheme)
    {
        scheme = null;
        if (!reader.TryAlgorithm(out var algorithm))
        {
            return false;
        }

        if (algorithm == TpmAlgorithm.Null)
        {
            return true;
        }

        var hash = TpmAlgorithm.Null;
        if (algorithm != TpmAlgorithm.RsaEs && !reader.TryAlgorithm(out hash))
        {
            return false;
        }

        scheme = new SchemeDefinition(algorithm, hash);
        var hasSecondValue = algorithm is TpmAlgorithm.EcDaa or TpmAlgorithm.Xor;
        return !hasSecondValue || reader.TryUInt16(out _);
    }
}
