using System.Net;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

public sealed class TokenTlsClientTests
{
    [Theory]
    [InlineData("ec-p256", TlsVersion.Tls12)]
    [InlineData("ec-p256", TlsVersion.Tls13)]
    [InlineData("rsa-2048", TlsVersion.Tls12)]
    [InlineData("rsa-2048", TlsVersion.Tls13)]
    public async Task An_http_client_is_answered_by_a_server_that_asks_for_client_certificates(
        string algorithm,
        TlsVersion version
    )
    {
        using var tls = new TokenTlsFixture(algorithm);
        await using MutualTlsServer server = MutualTlsServer.Start(
            tls.ServerCertificate,
            serve: MutualTlsServer.AnswerHttpAsync
        );
        using SocketsHttpHandler handler = tls.Client(version).CreateHttpHandler();
        using var http = new HttpClient(handler);

        string answer = await http.GetStringAsync(new Uri($"https://localhost:{server.Port}/role-aliases"));

        Assert.Equal("ok", answer);
        Assert.Single(server.ProvedCertificates);
    }

    [Fact]
    public async Task An_http_client_is_told_why_the_token_did_not_sign()
    {
        var removed = new IOException("C_Sign returned CKR_DEVICE_REMOVED");
        using var tls = new TokenTlsFixture(sign: (_, _) => throw removed);
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);
        using SocketsHttpHandler handler = tls.Client().CreateHttpHandler();
        using var http = new HttpClient(handler);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() =>
            http.GetStringAsync(new Uri($"https://localhost:{server.Port}/"))
        );

        Assert.Same(removed, Assert.IsType<TokenSigningException>(error.InnerException).InnerException);
    }

    [Fact]
    public async Task An_http_client_never_speaks_in_the_clear()
    {
        using var tls = new TokenTlsFixture();
        using SocketsHttpHandler handler = tls.Client().CreateHttpHandler();
        using var http = new HttpClient(handler);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() =>
            http.GetStringAsync(new Uri($"http://localhost:{IPEndPoint.MinPort + 9}/"))
        );

        Assert.IsType<NotSupportedException>(error.InnerException);
    }

    [Theory]
    [InlineData(TlsVersion.Tls12)]
    [InlineData(TlsVersion.Tls13)]
    public async Task Every_connection_is_signed_anew(TlsVersion version)
    {
        using var tls = new TokenTlsFixture();
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);

        for (int i = 0; i < 3; i++)
        {
            await tls.Probe(version).RunAsync("localhost", server.Port);
        }

        Assert.Equal(3, tls.Software.Asked.Count);
    }

    [Fact]
    public async Task The_application_protocol_on_offer_is_negotiated()
    {
        using var tls = new TokenTlsFixture();
        await using MutualTlsServer server = MutualTlsServer.Start(
            tls.ServerCertificate,
            applicationProtocol: "x-amzn-mqtt-ca"
        );
        var client = new TokenTlsClient(tls.Key, tls.Options() with { ApplicationProtocols = ["x-amzn-mqtt-ca"] });

        await using var stream = await client.ConnectAsync("localhost", server.Port);

        Assert.Equal("x-amzn-mqtt-ca", stream.NegotiatedApplicationProtocol.ToString());
    }
}
