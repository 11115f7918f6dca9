using System.Formats.Asn1;

namespace GreengrassTpm.Tpm;

/// <summary>Writes public keys as X.509 does. Total: numbers that make no key give null.</summary>
internal static class SubjectPublicKeyInfo
{
    private const string RsaEncryption = "1.2.840.113549.1.1.1";
    private const string EcPublicKey = "1.2.840.10045.2.1";

    public static byte[]? Encode(TpmRsaKey key)
    {
        var modulus = key.Modulus.Span.TrimStart((byte)0);
        if (modulus.IsEmpty)
        {
            return null;
        }

        var inner = new AsnWriter(AsnEncodingRules.DER);
        using (inner.PushSequence())
        {
            inner.WriteIntegerUnsigned(modulus);
            inner.WriteInteger(key.Exponent);
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(RsaEncryption);
                writer.WriteNull();
            }

            writer.WriteBitString(inner.Encode());
        }

        return writer.Encode();
    }

    public static byte[]? Encode(TpmEccKey key)
    {
        var length = key.Curve.CoordinateLength;
        var point = new byte[1 + (2 * length)];
        point[0] = 0x04;
        if (
            key.Curve.Oid is not { } curve
            || !TryPad(key.X.Span, point.AsSpan(1, length))
            || !TryPad(key.Y.Span, point.AsSpan(1 + length))
        )
        {
            return null;
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(EcPublicKey);
                writer.WriteObjectIdentifier(curve);
            }

            writer.WriteBitString(point);
        }

        return writer.Encode();
    }

    // Chips may leave out leading zeros of a coordinate; X.509 wants the field's full length.
    private static bool TryPad(ReadOnlySpan<byte> number, Span<byte> field)
    {
        var digits = number.TrimStart((byte)0);
        if (number.IsEmpty || digits.Length > field.Length)
        {
            return false;
        }

        digits.CopyTo(field[^digits.Length..]);
        return true;
    }
}
