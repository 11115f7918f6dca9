using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Testing;

/// <summary>Every reader sees the same credential, whichever module holds it.</summary>
public abstract class IndependentReaderTests : IDisposable
{
    private readonly TestAuthority authority = TestAuthority.Create();

    protected abstract TokenAccess Token { get; }

    [Theory]
    [InlineData("EC:prime256v1", "ECDSA")]
    [InlineData("rsa:2048", "SHA256-RSA-PKCS")]
    public void All_readers_find_the_credential(string keyType, string mechanism)
    {
        var tool = TokenSample.MakeKey(Token, keyType);
        using var certificate = TokenSample.Certify(Token, authority);

        Assert.Equal(
            [
                ("Certificate", "greenkey", "a1b2c3"),
                ("Private Key", "greenkey", "a1b2c3"),
                ("Public Key", "greenkey", "a1b2c3"),
            ],
            tool.ListObjects().Select(read => (read.Kind, read.Label, read.Id)).Order()
        );

        var p11tool = new P11Tool(Token);
        Assert.Equal(["cert", "private", "public"], p11tool.ListUris().Select(uri => uri.Split("type=")[1]).Order());
        using var exported = X509Certificate2.CreateFromPem(p11tool.ExportCertificate("greenkey"));
        Assert.Equal(certificate.RawData, exported.RawData);

        var reading = new JavaReader(Token).Read("greenkey");
        Assert.Equal(JavaOutcome.Loaded, reading.Outcome);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)), reading.CertificateSha256);

        var data = mechanism == "ECDSA" ? SHA256.HashData("data"u8) : "data"u8.ToArray();
        Assert.True(
            OpenSsl.Verifies(
                PemEncoding.WriteString("PUBLIC KEY", certificate.PublicKey.ExportSubjectPublicKeyInfo()),
                "data"u8.ToArray(),
                tool.Sign(mechanism, "a1b2c3", data)
            )
        );
    }

    [Fact]
    public async Task Java_shakes_hands_over_tls_1_2_with_the_key_of_the_token()
    {
        TokenSample.MakeKey(Token);
        using var certificate = TokenSample.Certify(Token, authority);
        using var folder = PrivateFolder.Create();
        var listening = new TaskCompletionSource<int>();
        var seen = ServeOneClientAsync(listening);

        var port = await listening.Task;
        var reading = await Task.Run(() =>
            new JavaReader(Token).Read(
                "greenkey",
                new JavaHandshake("localhost", port, authority.WritePem(folder.File("ca.pem")))
            )
        );

        Assert.Equal((JavaOutcome.Loaded, null), (reading.Outcome, reading.Message));
        Assert.Equal("TLSv1.2", reading.TlsProtocol);
        Assert.Equal(certificate.RawData, await seen);
    }

    [Fact]
    public void Java_finds_no_alias_without_a_certificate()
    {
        TokenSample.MakeKey(Token);

        Assert.Equal(JavaOutcome.NoAlias, new JavaReader(Token).Read("greenkey").Outcome);
    }

    [Fact]
    public void Java_finds_a_certificate_of_another_key_out()
    {
        var tool = TokenSample.MakeKey(Token);
        tool.GenerateKeyPair("EC:prime256v1", "other", "0404");
        TokenSample.Certify(Token, authority, keyId: "0404").Dispose();

        Assert.Equal(JavaOutcome.Mismatch, new JavaReader(Token).Read("greenkey").Outcome);
    }

    [Fact]
    public void Java_refuses_two_certificates_of_one_label()
    {
        TokenSample.MakeKey(Token);
        TokenSample.Certify(Token, authority).Dispose();
        TokenSample.Certify(Token, authority).Dispose();

        Assert.Equal(JavaOutcome.Duplicate, new JavaReader(Token).Read("greenkey").Outcome);
    }

    [Theory]
    [InlineData("other", TokenSample.KeyId)]
    [InlineData(TokenSample.Label, "0404")]
    public void Java_refuses_two_private_keys_of_one_id_or_label(string label, string id)
    {
        var tool = TokenSample.MakeKey(Token);
        TokenSample.Certify(Token, authority).Dispose();
        tool.GenerateKeyPair("EC:prime256v1", label, id);

        Assert.Equal(JavaOutcome.Duplicate, new JavaReader(Token).Read("greenkey").Outcome);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => authority.Dispose();

    /// <summary>Serves one TLS client, and tells the certificate that it presented.</summary>
    private async Task<byte[]?> ServeOneClientAsync(TaskCompletionSource<int> listening)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        listening.SetResult(((IPEndPoint)listener.LocalEndpoint).Port);
        using var serverCertificate = authority.IssueServer();
        using var client = await listener.AcceptTcpClientAsync();
        await using var tls = new SslStream(
            client.GetStream(),
            leaveInnerStreamOpen: false,
            (_, presented, _, _) => presented is not null
        );
        await tls.AuthenticateAsServerAsync(
            serverCertificate,
            clientCertificateRequired: true,
            SslProtocols.None,
            checkCertificateRevocation: false
        );
        return tls.RemoteCertificate?.GetRawCertData();
    }
}

public sealed class IndependentReaderTestsOnSoftwareTpm : IndependentReaderTests
{
    private readonly SoftwareTpm tpm = SoftwareTpm.Start();

    protected override TokenAccess Token => TokenSample.Access(tpm);

    protected override void Dispose(bool disposing)
    {
        tpm.Dispose();
        base.Dispose(disposing);
    }
}

public sealed class IndependentReaderTestsOnSoftHsm : IndependentReaderTests
{
    private readonly SoftHsm hsm = SoftHsm.Create();

    protected override TokenAccess Token => TokenSample.Access(hsm);

    protected override void Dispose(bool disposing)
    {
        hsm.Dispose();
        base.Dispose(disposing);
    }
}
