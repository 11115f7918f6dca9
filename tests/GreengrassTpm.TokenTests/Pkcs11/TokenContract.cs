using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Pkcs11;

/// <summary>What holds for a token whatever module it is behind.</summary>
public abstract class TokenContract : IDisposable
{
    private static readonly byte[] Id = Credential.Id;
    private static readonly byte[] OtherId = Credential.OtherId;

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
        byte[] certificate = Credential.Certify(_authority, key);

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

        Ground.Write(token => token.Destroy(one.Identity));

        TokenContents contents = Ground.ReadContents();
        Assert.Null(contents.Find(one.Identity));
        Assert.NotNull(contents.Find(other.Identity));
    }

    [Fact]
    public void The_private_key_alone_can_be_moved_and_stays_recognised()
    {
        Ground.Initialise();
        TokenObject key = Ground.Write(token => token.GenerateKeyPair(KeyAlgorithm.EcP256, "greenkey", Id));

        Ground.Write(token => token.Relabel(key.Identity, "greenkey.previous", OtherId));

        Assert.Equal("greenkey.previous", Ground.ReadContents().Find(key.Identity)!.Label);
    }

    [Fact]
    public void Two_certificates_of_one_key_can_be_told_apart()
    {
        Ground.Initialise();
        TokenObject key = Ground.Write(token => token.GenerateKeyPair(KeyAlgorithm.EcP256, "greenkey", Id));

        (ObjectIdentity one, ObjectIdentity other) = Ground.Write(token =>
            (
                token.StoreCertificate(Credential.Certify(_authority, key), "greenkey", Id),
                token.StoreCertificate(Credential.Certify(_authority, key), "greenkey.next", OtherId)
            )
        );

        TokenContents contents = Ground.ReadContents();
        Assert.Equal("greenkey", contents.Find(one)!.Label);
        Assert.Equal("greenkey.next", contents.Find(other)!.Label);
    }

    [Theory]
    [InlineData(KeyAlgorithm.EcP256)]
    [InlineData(KeyAlgorithm.Rsa2048)]
    public void The_nucleus_loads_the_credential_by_its_label(KeyAlgorithm algorithm)
    {
        Ground.Initialise();
        byte[] certificate = Ground.Write(token =>
        {
            TokenObject key = token.GenerateKeyPair(algorithm, "greenkey", Id);
            byte[] der = Credential.Certify(_authority, key);
            token.StoreCertificate(der, "greenkey", Id);
            return der;
        });

        JavaReading reading = new JavaReader(Ground.Access).Read("greenkey");

        Assert.Equal(JavaOutcome.Loaded, reading.Outcome);
        Assert.Equal(ObjectIdentity.OfCertificate(certificate).Digest, reading.CertificateSha256);
    }

    [Fact]
    public void Without_the_PIN_a_reader_sees_what_is_public()
    {
        Ground.Initialise();
        Ground.Write(token => token.GenerateKeyPair(KeyAlgorithm.EcP256, "greenkey", Id));

        using var reader = TokenReader.Open(Ground.Location);

        Assert.Equal([TokenObjectClass.PublicKey], reader.ReadContents().Objects.Select(one => one.Class));
    }

    [Fact]
    public async Task One_reader_signs_for_several_threads_at_once()
    {
        Ground.Initialise();
        TokenObject key = Ground.Write(token => token.GenerateKeyPair(KeyAlgorithm.EcP256, "greenkey", Id));
        byte[] digest = SHA256.HashData("data"u8);
        using var publicKey = ECDsa.Create();
        publicKey.ImportSubjectPublicKeyInfo(key.Content.Span, out _);
        using Pin pin = TokenGround.OpenPin();
        using TokenReader reader = TokenReader.Open(Ground.Location, pin);
        SignOnToken sign = reader.SignerOf(key.Identity);

        byte[][] signatures = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => sign(TokenSignature.Ecdsa, digest)))
        );

        Assert.All(signatures, signature => Assert.True(publicKey.VerifyHash(digest, signature)));
    }

    [Fact]
    public void A_signer_that_outlives_its_reader_throws()
    {
        Ground.Initialise();
        TokenObject key = Ground.Write(token => token.GenerateKeyPair(KeyAlgorithm.EcP256, "greenkey", Id));

        SignOnToken sign = Ground.Read(reader => reader.SignerOf(key.Identity));

        Assert.Throws<ObjectDisposedException>(() => sign(TokenSignature.Ecdsa, new byte[32]));
    }

    [Fact]
    public void Raw_RSA_gives_a_block_that_the_public_key_opens()
    {
        Ground.Initialise();
        TokenObject key = Ground.Write(token => token.GenerateKeyPair(KeyAlgorithm.Rsa2048, "greenkey", Id));
        byte[] block = [0, .. Enumerable.Repeat((byte)0x5A, 255)];

        byte[] signature = Ground.Read(reader => reader.Sign(key.Identity, TokenSignature.RsaRaw, block));

        using var publicKey = RSA.Create();
        publicKey.ImportSubjectPublicKeyInfo(key.Content.Span, out _);
        RSAParameters numbers = publicKey.ExportParameters(includePrivateParameters: false);
        var opened = BigInteger.ModPow(Number(signature), Number(numbers.Exponent!), Number(numbers.Modulus!));
        Assert.Equal(Number(block), opened);
    }

    private static BigInteger Number(byte[] bigEndian) => new(bigEndian, isUnsigned: true, isBigEndian: true);
}
