using System.Formats.Asn1;
using System.Numerics;
using Net.Pkcs11Interop.Common;

namespace GreengrassTpm.Pkcs11;

/// <summary>SubjectPublicKeyInfo (RFC 5280, 4.1) made from a key object's attributes.</summary>
internal static class PublicKeyInfo
{
    private const string EcPublicKey = "1.2.840.10045.2.1"; // RFC 5480, 2.1.1
    private const string RsaEncryption = "1.2.840.113549.1.1.1"; // RFC 3279, 2.3.1

    /// <summary>Makes it from a public key, or from a private key that carries its public part.</summary>
    /// <returns><see langword="null"/> if the object does not carry it.</returns>
    /// <exception cref="ObjectUnreadableException">The key is neither EC nor RSA, or its attributes make no key.</exception>
    public static byte[]? Of(ObjectAttributes key)
    {
        try
        {
            return (CKK?)key.ReadNumber(CKA.CKA_KEY_TYPE) switch
            {
                CKK.CKK_EC => OfEc(key.Read(CKA.CKA_EC_PARAMS), key.Read(CKA.CKA_EC_POINT)),
                CKK.CKK_RSA => OfRsa(key.Read(CKA.CKA_MODULUS), key.Read(CKA.CKA_PUBLIC_EXPONENT)),
                CKK other => throw new ObjectUnreadableException($"a key of type {other}; EC and RSA are known"),
                null => throw new ObjectUnreadableException("a key without CKA_KEY_TYPE"),
            };
        }
        catch (AsnContentException error)
        {
            throw new ObjectUnreadableException($"a key whose public part is not DER ({error.Message})");
        }
    }

    /// <summary>Makes it from CKA_EC_PARAMS (a named curve) and CKA_EC_POINT.</summary>
    internal static byte[]? OfEc(byte[]? parameters, byte[]? point)
    {
        if (parameters is not { Length: > 0 } || point is not { Length: > 0 })
        {
            return null;
        }

        // PKCS#11 says a DER OCTET STRING; some modules give the bare point. The lengths of the two never coincide.
        byte[] bare = IsPoint(point) ? point : AsnDecoder.ReadOctetString(point, AsnEncodingRules.DER, out _);
        if (!IsPoint(bare))
        {
            throw new ObjectUnreadableException("an EC key whose point is not an uncompressed one of a known length");
        }

        return Write(EcPublicKey, writer => writer.WriteEncodedValue(parameters), bare);
    }

    /// <summary>Makes it from CKA_MODULUS and CKA_PUBLIC_EXPONENT, both big-endian.</summary>
    internal static byte[]? OfRsa(byte[]? modulus, byte[]? exponent)
    {
        if (modulus is not { Length: > 0 } || exponent is not { Length: > 0 })
        {
            return null;
        }

        var key = new AsnWriter(AsnEncodingRules.DER);
        using (key.PushSequence())
        {
            key.WriteInteger(new BigInteger(modulus, isUnsigned: true, isBigEndian: true));
            key.WriteInteger(new BigInteger(exponent, isUnsigned: true, isBigEndian: true));
        }

        return Write(RsaEncryption, writer => writer.WriteNull(), key.Encode());
    }

    // SEC 1, 2.3.3: 0x04, then two coordinates of P-256, P-384 or P-521.
    private static bool IsPoint(byte[] value) => value is { Length: 65 or 97 or 133 } and [4, ..];

    private static byte[] Write(string algorithm, Action<AsnWriter> writeParameters, byte[] key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(algorithm);
                writeParameters(writer);
            }

            writer.WriteBitString(key);
        }

        return writer.Encode();
    }
}
