using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Pkcs11;

/// <summary>What holds for a token whatever module it is behind.</summary>
public abstract class TokenContract : IDisposable
{
    private static readonly byte[] Id = Convert.FromHexString("00112233445566778899aabbccddeeff");
    private static readonly byte[] OtherId = Convert.FromHexString("ffeeddccbbaa99887766554433221100");

    private readonly TestAuthority _authority = TestAuthority.Create();

    private protected TokenContract(TokenGround ground) => Ground = ground;

    private protected TokenGround Ground { get; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _authority.Dispose();
        Ground.Dispose();
    }

    [Fact]
    public void A_new_token_takes_its_PIN_and_is_empty()
    {
        Assert.Equal(TokenInitialisation.Made, Ground.Initialise());

        Assert.Empty(Ground.ReadContents().Objects);
        Assert.Empty(new Pkcs11Tool(Ground.Access).ListObjects());
    }

    [Fact]
    public void Initialising_again_finds_the_token_finished()
    {
        Ground.Initialise();
        Assert.Equal(TokenInitialisation.Found, Ground.Initialise());
    }

    [Theory]
    [InlineData(KeyAlgorithm.EcP256)]
    [InlineData(KeyAlgorithm.EcP384)]
    [InlineData(KeyAlgorithm.Rsa2048)]
    [InlineData(KeyAlgorithm.Rsa3072)]
    public void A_key_born_on_the_token_signs_a_request_that_openssl_accepts(KeyAlgorithm algorithm)
    {
        Ground.Initialise();
        TokenObject key = Ground.Write(token => token.GenerateKeyPair(algorithm, "greenkey", Id));

        byte[] request = Ground.Read(reader =>
            Pkcs10.Create(new X500DistinguishedName("CN=thing-1"), key, reader.SignerOf(key.Identity))
        );

        Assert.Contains("thing-1", OpenSsl.VerifyRequest(request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KeyAlgorithm.EcP256)]
    [InlineData(KeyAlgorithm.Rsa2048)]
    public void A_key_can_never_leave_the_token(KeyAlgorithm algorithm)
    {
        Ground.Initialise();
        TokenObject key = Ground.Write(token => token.GenerateKeyPair(algorithm, "greenkey", Id));

        KeyProtection protection = Ground.Read(reader => reader.ReadProtection(key.Identity));

        Assert.Equal(new KeyProtection(true, true, false, true, true), protection);
    }

    [Fact]
    public void A_certificate_is_stored_beside_its_key()
    {
        Ground.Initialise();
        TokenObject key = Ground.Write(token => token.GenerateKeyPair(KeyAlgorithm.EcP256, "greenkey", Id));
        byte[] certificate = Certify(key);

        ObjectIdentity stored = Ground.Write(token => token.StoreCertificate(certificate, "greenkey", Id));

        TokenContents contents = Ground.ReadContents();
        Assert.Equal(certificate, contents.Find(stored)!.Content.ToArray());
        Assert.Equal(3, contents.WithId(Id).Count());
        Assert.Equal(
            ["Certificate", "Private Key", "Public Key"],
            new Pkcs11Tool(Ground.Access).ListObjects().Select(read => read.Kind).Order()
        );
    }

    [Fact]
    public void An_object_gets_another_label_and_id_and_stays_what_it_is()
    {
        Ground.Initialise();
        TokenObject key = Ground.Write(token => token.GenerateKeyPair(KeyAlgorithm.EcP256, "greenkey", Id));
        ObjectIdentity publicKey = key.Identity with { Class = TokenObjectClass.PublicKey };

        Ground.Write(token =>
        {
            token.Relabel(key.Identity, "greenkey.previous", OtherId);
            token.Relabel(publicKey, "greenkey.previous", OtherId);
            return 0;
        });

        TokenContents contents = Ground.ReadContents();
        Assert.All(contents.Objects, one => Assert.Equal("greenkey.previous", one.Label));
        Assert.Equal(2, contents.WithId(OtherId).Count());
        Assert.NotNull(contents.Find(key.Identity));
    }

    [Fact]
    public void A_destroyed_object_is_gone_and_its_neighbours_are_not()
    {
        Ground.Initialise();
        (TokenObject one, TokenObject other) = Ground.Write(token =>
            (
                token.GenerateKeyPair(KeyAlgorithm.EcP256, "one", Id),
                token.GenerateKeyPair(KeyAlgorithm.EcP256, "other", OtherId)
            )
        );

        Ground.Write(token =>
        {
            token.Destroy(one.Identity);
            return 0;
        });

        TokenContents contents = Ground.ReadContents();
        Assert.Null(contents.Find(one.Identity));
        Assert.NotNull(contents.Find(other.Identity));
    }

    private byte[] Certify(TokenObject key)
    {
        var publicKey = PublicKey.CreateFromSubjectPublicKeyInfo(key.Content.Span, out _);
        using X509Certificate2 certificate = _authority.Issue(publicKey, "CN=thing-1");
        return certificate.RawData;
    }
}
