using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Pkcs11;

/// <summary>Signs X.509 structures with a token's key.</summary>
internal sealed class TokenSignatureGenerator(PublicKey publicKey, SignOnToken sign) : X509SignatureGenerator
{
    private const string EcPublicKey = "1.2.840.10045.2.1"; // RFC 5480, 2.1.1
    private const string EcdsaWithSha256 = "1.2.840.10045.4.3.2"; // RFC 5758, 3.2
    private const string EcdsaWithSha384 = "1.2.840.10045.4.3.3";
    private const string RsaWithSha256 = "1.2.840.113549.1.1.11"; // RFC 4055, 5
    private const string P256 = "1.2.840.10045.3.1.7";
    private const string P384 = "1.3.132.0.34";

    /// <summary>The digest that belongs to the key.</summary>
    /// <exception cref="NotSupportedException">The key is on another curve than P-256 and P-384.</exception>
    public HashAlgorithmName Digest =>
        SignatureAlgorithm() == EcdsaWithSha384 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;

    private bool IsEc => publicKey.Oid.Value == EcPublicKey;

    /// <inheritdoc/>
    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(SignatureAlgorithm());
            if (!IsEc)
            {
                writer.WriteNull(); // RFC 4055, 5: parameters MUST be NULL. ECDSA has none.
            }
        }

        return writer.Encode();
    }

    /// <inheritdoc/>
    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm)
    {
        byte[] digest = CryptographicOperations.HashData(hashAlgorithm, data);
        return IsEc
            ? EcdsaSignatureValue(sign(TokenSignature.Ecdsa, digest))
            : sign(TokenSignature.RsaPkcs1, DigestInfo(digest));
    }

    /// <inheritdoc/>
    protected override PublicKey BuildPublicKey() => publicKey;

    private string SignatureAlgorithm()
    {
        if (!IsEc)
        {
            return RsaWithSha256;
        }

        string curve = AsnDecoder.ReadObjectIdentifier(
            publicKey.EncodedParameters!.RawData,
            AsnEncodingRules.DER,
            out _
        );
        return curve switch
        {
            P256 => EcdsaWithSha256,
            P384 => EcdsaWithSha384,
            _ => throw new NotSupportedException($"The key is on the curve {curve}; P-256 and P-384 are supported."),
        };
    }

    // r ‖ s becomes SEQUENCE { r INTEGER, s INTEGER } (RFC 3279, 2.2.3).
    private static byte[] EcdsaSignatureValue(ReadOnlySpan<byte> signature)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteUnsigned(writer, signature[..(signature.Length / 2)]);
            WriteUnsigned(writer, signature[(signature.Length / 2)..]);
        }

        return writer.Encode();
    }

    private static void WriteUnsigned(AsnWriter writer, ReadOnlySpan<byte> bigEndian)
    {
        ReadOnlySpan<byte> trimmed = bigEndian.TrimStart((byte)0);
        writer.WriteIntegerUnsigned(trimmed.IsEmpty ? [0] : trimmed);
    }

    // RFC 8017, 9.2: the token pads, the DigestInfo of SHA-256 is ours.
    private static byte[] DigestInfo(byte[] digest) =>
        [
            .. (ReadOnlySpan<byte>)
                [
                    0x30,
                    0x31,
                    0x30,
                    0x0D,
                    0x06,
                    0x09,
                    0x60,
                    0x86,
                    0x48,
                    0x01,
                    0x65,
                    0x03,
                    0x04,
                    0x02,
                    0x01,
                    0x05,
                    0x00,
                    0x04,
                    0x20,
                ],
            .. digest,
        ];
}
