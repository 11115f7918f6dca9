using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

public sealed class TokenCredentialTests : IDisposable
{
    private readonly TestAuthority _authority = TestAuthority.Create();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public void The_key_and_the_certificate_under_the_label_are_chosen_among_others()
    {
        TokenObject[] active = Pair("greenkey");

        var chosen = TokenCredential.Choose("token", Contents([.. Pair("greenkey.next"), .. active]), "greenkey");

        Assert.Equal(new TokenCredential(active[0], active[1]), chosen);
    }

    [Fact]
    public void A_label_that_nothing_carries_is_named()
    {
        string message = Refusal(Contents(Pair("greenkey")), "other");

        Assert.Contains("'other'", message, StringComparison.Ordinal);
        Assert.Contains("no private key", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_without_certificate_is_told() =>
        Assert.Contains(
            "no certificate",
            Refusal(Contents(Pair("greenkey")[..1]), "greenkey"),
            StringComparison.Ordinal
        );

    [Fact]
    public void Two_keys_with_one_label_are_refused_rather_than_guessed() =>
        Assert.Contains(
            "2 objects",
            Refusal(Contents([.. Pair("greenkey"), .. Pair("greenkey")]), "greenkey"),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_certificate_for_another_key_is_refused() =>
        Assert.Contains(
            "another key",
            Refusal(Contents([Pair("greenkey")[0], Pair("greenkey")[1]]), "greenkey"),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_certificate_is_chosen_with_its_key_whatever_their_labels()
    {
        TokenObject[] active = Pair("greenkey");
        TokenObject staged = active[1] with { Label = "greenkey.next" };

        var chosen = TokenCredential.Choose(
            "token",
            Contents([.. Pair("greenkey"), active[0], staged]),
            staged.Identity
        );

        Assert.Equal(new TokenCredential(active[0], staged), chosen);
    }

    [Fact]
    public void A_certificate_whose_key_is_gone_is_refused()
    {
        TokenObject certificate = Pair("greenkey")[1];

        Assert.Throws<CredentialUnusableException>(() =>
            TokenCredential.Choose("token", Contents([certificate]), certificate.Identity)
        );
    }

    private static string Refusal(TokenContents contents, string label) =>
        Assert.Throws<CredentialUnusableException>(() => TokenCredential.Choose("token", contents, label)).Message;

    private static TokenContents Contents(TokenObject[] objects) => new(objects, []);

    /// <summary>A private key and its certificate.</summary>
    private TokenObject[] Pair(string label)
    {
        using var key = new SoftwareTlsKey("ec-p256");
        using X509Certificate2 certificate = _authority.Issue(key.PublicKey, "CN=device");
        byte[] info = key.PublicKey.ExportSubjectPublicKeyInfo();
        return
        [
            new TokenObject(ObjectIdentity.OfPrivateKey(info), label, new byte[] { 1 }, info),
            new TokenObject(
                ObjectIdentity.OfCertificate(certificate.RawData),
                label,
                new byte[] { 1 },
                certificate.RawData
            ),
        ];
    }
}
