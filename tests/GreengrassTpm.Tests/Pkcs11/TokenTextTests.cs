using System.Security.Cryptography;
using System.Text;
using GreengrassTpm.Pkcs11;
using Net.Pkcs11Interop.Common;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

public sealed class TokenTextTests
{
    [Theory]
    [InlineData("ec-p256", KeyAlgorithm.EcP256)]
    [InlineData("ec-p384", KeyAlgorithm.EcP384)]
    [InlineData("rsa-2048", KeyAlgorithm.Rsa2048)]
    [InlineData("rsa-3072", KeyAlgorithm.Rsa3072)]
    public void A_key_algorithm_has_one_name(string text, KeyAlgorithm algorithm)
    {
        Assert.Equal(text, algorithm.ToText());
        Assert.True(KeyAlgorithmText.TryParse(text, out KeyAlgorithm parsed));
        Assert.Equal(algorithm, parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("EC-P256")]
    [InlineData("rsa-1024")]
    public void Any_other_name_is_none(string? text) => Assert.False(KeyAlgorithmText.TryParse(text, out _));

    [Theory]
    [InlineData(0xA0u, "CKR_PIN_INCORRECT")]
    [InlineData(0x5u, "CKR_GENERAL_ERROR")]
    [InlineData(0x80000001u, "0x80000001")]
    [InlineData(0x7FFFFFFFu, "0x7FFFFFFF")]
    public void A_return_value_has_the_standards_name_or_is_hexadecimal(uint value, string name) =>
        Assert.Equal(name, ReturnValue.NameOf((CKR)value));

    [Fact]
    public void A_label_is_padded_with_blanks_to_32_bytes()
    {
        byte[] field = PaddedText.WriteLabel("grün");

        Assert.Equal("grün" + new string(' ', 27), Encoding.UTF8.GetString(field));
        Assert.Equal("grün", PaddedText.Read(field));
    }

    [Theory]
    [InlineData("")]
    [InlineData("blank ")]
    [InlineData("tab\t")]
    [InlineData("123456789012345678901234567890123")]
    [InlineData("üüüüüüüüüüüüüüüüü")]
    public void A_label_that_would_not_come_back_is_refused(string label) =>
        Assert.Throws<ArgumentException>(() => PaddedText.WriteLabel(label));

    [Fact]
    public void A_public_key_from_attributes_is_what_the_framework_exports()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] expected = key.ExportSubjectPublicKeyInfo();
        byte[] point = expected[^65..];
        byte[] curve = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07];

        Assert.Equal(expected, PublicKeyInfo.OfEc(curve, [0x04, 0x41, .. point]));
        Assert.Equal(expected, PublicKeyInfo.OfEc(curve, point));
    }

    [Fact]
    public void An_RSA_key_from_attributes_is_what_the_framework_exports()
    {
        using var key = RSA.Create(2048);
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);

        Assert.Equal(key.ExportSubjectPublicKeyInfo(), PublicKeyInfo.OfRsa(parameters.Modulus, parameters.Exponent));
    }
}
