using System.Security.Cryptography;
using CsCheck;
using GreengrassTpm.Tpm;
using Xunit;

namespace GreengrassTpm.Tests.Tpm;

public sealed class PublicAreaTests
{
    [Fact]
    public void An_ec_signing_key_is_read()
    {
        var area = Read(PublicAreaSamples.SigningKey);

        Assert.Equal(TpmAlgorithm.Ecc, area.Type);
        Assert.Equal(TpmAlgorithm.Sha256, area.NameAlgorithm);
        Assert.Equal("NIST_P256", area.Ecc!.Curve.Name);
        Assert.Equal(32, area.Ecc.X.Length);
        Assert.Equal(new SchemeDefinition(TpmAlgorithm.EcDsa, TpmAlgorithm.Sha256), area.Scheme);
        Assert.Null(area.Symmetric);
        Assert.Null(area.Rsa);
        Assert.Equal(KeyRole.SigningKey, area.Role);
        Assert.True(area.IsBornAndKeptInChip);
        Assert.Equal(
            ["fixedTPM", "fixedParent", "sensitiveDataOrigin", "userWithAuth", "sign"],
            area.Attributes.Names()
        );
    }

    [Fact]
    public void An_rsa_storage_key_is_read()
    {
        var area = Read(PublicAreaSamples.EndorsementKey);

        Assert.Equal(2048, area.Rsa!.KeyBits);
        Assert.Equal(65537u, area.Rsa.Exponent);
        Assert.Equal(256, area.Rsa.Modulus.Length);
        Assert.Equal(32, area.AuthPolicy.Length);
        Assert.Equal("aes128cfb", area.Symmetric!.ToString());
        Assert.Equal(KeyRole.StorageKey, area.Role);
    }

    [Fact]
    public void A_cipher_key_is_read()
    {
        var area = Read(PublicAreaSamples.CipherKey);

        Assert.Equal(new SymmetricDefinition(TpmAlgorithm.Aes, 128, TpmAlgorithm.Cfb), area.Symmetric);
        Assert.Equal(KeyRole.GeneralKey, area.Role);
        Assert.Equal(32, area.Unique.Length);
        Assert.Null(area.ToSubjectPublicKeyInfo());
    }

    [Theory]
    [InlineData(PublicAreaSamples.HmacKey, KeyRole.SigningKey)]
    [InlineData(PublicAreaSamples.SealedData, KeyRole.SealedData)]
    public void A_keyed_hash_is_read(string sample, KeyRole role)
    {
        var area = Read(sample);

        Assert.Equal(TpmAlgorithm.KeyedHash, area.Type);
        Assert.Equal(role, area.Role);
        Assert.Null(area.ToSubjectPublicKeyInfo());
    }

    [Theory]
    [InlineData(PublicAreaSamples.SigningKey, PublicAreaSamples.SigningKeyName)]
    [InlineData(PublicAreaSamples.EndorsementKey, PublicAreaSamples.EndorsementKeyName)]
    public void The_name_is_the_one_that_the_chip_gave(string sample, string name)
    {
        Assert.Equal(name, Convert.ToHexStringLower(Read(sample).ComputeName()!));
    }

    [Theory]
    [InlineData(PublicAreaSamples.SigningKey, PublicAreaSamples.SigningKeyDigest)]
    [InlineData(PublicAreaSamples.EndorsementKey, PublicAreaSamples.EndorsementKeyDigest)]
    public void The_public_key_has_the_digest_that_openssl_gave(string sample, string digest)
    {
        var info = Read(sample).ToSubjectPublicKeyInfo();

        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(info!)));
    }

    [Fact]
    public void A_coordinate_without_its_leading_zeros_makes_the_same_public_key()
    {
        var full = new TpmEccKey(new TpmEccCurve(3), new byte[] { 0, 7 }, new byte[] { 9 });
        var stripped = full with { X = new byte[] { 7 } };

        Assert.Equal(SubjectPublicKeyInfo.Encode(full), SubjectPublicKeyInfo.Encode(stripped));
        Assert.Equal(91, SubjectPublicKeyInfo.Encode(full)!.Length);
    }

    [Theory]
    [InlineData(3, 33, 32)] // longer than the field
    [InlineData(3, 32, 0)] // a template: no point yet
    [InlineData(0x10, 32, 32)] // no name in certificates
    [InlineData(0x99, 32, 32)] // unknown
    public void A_point_that_certificates_cannot_hold_makes_no_public_key(int curve, int x, int y)
    {
        var point = new TpmEccKey(new TpmEccCurve((ushort)curve), Ones(x), Ones(y));

        Assert.Null(SubjectPublicKeyInfo.Encode(point));

        static byte[] Ones(int length) => [.. Enumerable.Repeat((byte)1, length)];
    }

    [Fact]
    public void A_type_that_is_not_known_keeps_its_header()
    {
        Assert.True(PublicArea.TryParseUnsized([0, 0x99, 0, 0x0B, 0, 0, 0, 2, 0, 0, 1, 2, 3], out var area));

        Assert.True(area.Has(TpmObjectAttributes.FixedTpm));
        Assert.Equal(3, area.Unique.Length);
        Assert.Equal("0x0099", area.Type.Name());
    }

    [Fact]
    public void Attributes_without_a_name_are_shown_by_their_bit()
    {
        Assert.Equal(["fixedTPM", "bit31"], ((TpmObjectAttributes)0x80000002).Names());
    }

    [Fact]
    public void No_shortened_structure_is_accepted()
    {
        foreach (var sample in PublicAreaSamples.All.Select(Convert.FromHexString))
        {
            for (var length = 0; length < sample.Length; length++)
            {
                Assert.False(PublicArea.TryParse(sample.AsSpan(0, length), out _));
            }
        }
    }

    [Fact]
    public void No_lengthened_structure_is_accepted()
    {
        foreach (var sample in PublicAreaSamples.All.Select(Convert.FromHexString))
        {
            Assert.False(PublicArea.TryParse([.. sample, 0], out _));
            Assert.False(PublicArea.TryParseUnsized([.. sample.AsSpan(2), 0], out _));
        }
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_and_never_thrown_over()
    {
        Gen.Byte.Array[0, 400].Sample(ReadEverything);
    }

    [Fact]
    public void Any_damage_to_a_structure_is_read_or_refused_and_never_thrown_over()
    {
        Gen.Select(Gen.Int[0, PublicAreaSamples.All.Count - 1], Gen.Int[0, 1000], Gen.Byte, Gen.Byte)
            .Sample(
                (sample, position, first, second) =>
                {
                    var bytes = Convert.FromHexString(PublicAreaSamples.All[sample]);
                    bytes[position % bytes.Length] = first;
                    bytes[(position + 1) % bytes.Length] = second;
                    ReadEverything(bytes);
                }
            );
    }

    private static PublicArea Read(string hex)
    {
        Assert.True(PublicArea.TryParse(Convert.FromHexString(hex), out var area));
        Assert.Equal(hex[4..], Convert.ToHexStringLower(area.Encoded.Span));
        return area;
    }

    private static void ReadEverything(byte[] bytes)
    {
        if (PublicArea.TryParse(bytes, out var area) || PublicArea.TryParseUnsized(bytes, out area))
        {
            _ = area.ToSubjectPublicKeyInfo();
            _ = area.ComputeName();
            _ = area.Attributes.Names();
            _ = $"{area.Role} {area.Type.Name()} {area.Symmetric} {area.Ecc?.Curve} {area.Unique.Length}";
        }
    }
}
