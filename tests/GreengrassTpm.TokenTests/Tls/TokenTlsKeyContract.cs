using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using MQTTnet;
using Xunit;

namespace GreengrassTpm.TokenTests.Tls;

/// <summary>What a credential on a token does in TLS, whatever the module.</summary>
public abstract class TokenTlsKeyContract(TlsToken token)
{
    private static readonly byte[] Data = [1, 2, 3];

    [Theory]
    [InlineData("ec-p256", TlsVersion.Tls12)]
    [InlineData("ec-p256", TlsVersion.Tls13)]
    [InlineData("ec-p384", TlsVersion.Tls12)]
    [InlineData("ec-p384", TlsVersion.Tls13)]
    [InlineData("rsa-2048", TlsVersion.Tls12)]
    [InlineData("rsa-2048", TlsVersion.Tls13)]
    [InlineData("rsa-3072", TlsVersion.Tls12)]
    [InlineData("rsa-3072", TlsVersion.Tls13)]
    public async Task A_server_that_asks_for_a_client_certificate_takes_the_tokens(string label, TlsVersion version)
    {
        using X509Certificate2 serverCertificate = token.Authority.IssueServer();
        await using MutualTlsServer server = MutualTlsServer.Start(serverCertificate);
        using TokenTlsKey key = token.Open(label);
        var probe = new MutualTlsProbe(key.Key, token.Options(version)) { FirstBytes = Data };

        MutualTlsResult result = await probe.RunAsync("localhost", server.Port);

        Assert.Equal((MutualTlsVerdict.Accepted, 1), (result.Verdict, result.Signatures));
        Assert.Single(server.ProvedCertificates);
    }

    [Fact]
    public async Task An_http_client_uses_the_tokens_key()
    {
        using X509Certificate2 serverCertificate = token.Authority.IssueServer();
        await using MutualTlsServer server = MutualTlsServer.Start(
            serverCertificate,
            serve: MutualTlsServer.AnswerHttpAsync
        );
        using TokenTlsKey key = token.Open("ec-p256");
        using SocketsHttpHandler handler = new TokenTlsClient(
            key.Key,
            token.Options(TlsVersion.Tls12)
        ).CreateHttpHandler();
        using var http = new HttpClient(handler);

        Assert.Equal("ok", await http.GetStringAsync(new Uri($"https://localhost:{server.Port}/")));
    }

    [Theory]
    [InlineData("ec-p256", TlsVersion.Tls12)]
    [InlineData("ec-p256", TlsVersion.Tls13)]
    [InlineData("rsa-2048", TlsVersion.Tls12)]
    [InlineData("rsa-2048", TlsVersion.Tls13)]
    public async Task A_real_broker_lets_an_mqtt_client_with_the_tokens_key_in(string label, TlsVersion version)
    {
        using var broker = Mosquitto.Start(token.Authority);
        using TokenTlsKey key = token.Open(label);
        using IMqttClient client = new MqttClientFactory().CreateMqttClient();

        MqttClientConnectResult result = await key.Key.SurfaceSigningErrorsAsync(() =>
            client.ConnectAsync(MqttOptions(broker.Port, key.Certificate, version))
        );

        Assert.Equal(MqttClientConnectResultCode.Success, result.ResultCode);
        broker.WaitForLog(label);
    }

    [Theory]
    [InlineData(TlsVersion.Tls12)]
    [InlineData(TlsVersion.Tls13)]
    public async Task A_real_broker_that_does_not_know_the_issuer_refuses_by_alert(TlsVersion version)
    {
        using var stranger = TestAuthority.Create();
        using var broker = Mosquitto.Start(stranger, token.Authority);
        using TokenTlsKey key = token.Open("ec-p256");

        MutualTlsResult result = await new MutualTlsProbe(key.Key, token.Options(version)).RunAsync(
            "localhost",
            broker.Port
        );

        Assert.Equal((MutualTlsVerdict.ClientCertificateRefused, "unknown_ca"), (result.Verdict, result.Alert?.Name));
    }

    [Fact]
    public async Task Twenty_connections_at_once_share_one_session_with_the_token()
    {
        using X509Certificate2 serverCertificate = token.Authority.IssueServer();
        await using MutualTlsServer server = MutualTlsServer.Start(serverCertificate);
        using TokenTlsKey key = token.Open("ec-p256");
        var probe = new MutualTlsProbe(key.Key, token.Options(TlsVersion.Tls13)) { FirstBytes = Data };

        MutualTlsResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => probe.RunAsync("localhost", server.Port))
        );

        Assert.All(results, result => Assert.Equal(MutualTlsVerdict.Accepted, result.Verdict));
    }

    [Fact]
    public async Task A_module_that_is_closed_and_opened_between_handshakes_leaves_tls_as_it_was()
    {
        using X509Certificate2 serverCertificate = token.Authority.IssueServer();
        await using MutualTlsServer server = MutualTlsServer.Start(serverCertificate);
        for (int round = 0; round < 20; round++)
        {
            using TokenTlsKey key = token.Open("ec-p256");
            var probe = new MutualTlsProbe(key.Key, token.Options(TlsVersion.Tls12)) { FirstBytes = Data };

            MutualTlsResult result = await probe.RunAsync("localhost", server.Port);

            Assert.Equal(MutualTlsVerdict.Accepted, result.Verdict);
        }
    }

    [Fact]
    public async Task A_token_that_was_closed_fails_the_signature_and_says_so()
    {
        using X509Certificate2 serverCertificate = token.Authority.IssueServer();
        await using MutualTlsServer server = MutualTlsServer.Start(serverCertificate);
        var reader = TokenReader.Open(token.Location, token.Pin);
        using TokenTlsKey key = TokenTlsKey.On(reader, "ec-p256");
        reader.Dispose();

        var error = await Assert.ThrowsAsync<TokenSigningException>(() =>
            new TokenTlsClient(key.Key, token.Options(TlsVersion.Tls12)).ConnectAsync("localhost", server.Port)
        );

        Assert.IsType<ObjectDisposedException>(error.InnerException);
    }

    [Fact]
    public void A_label_that_nothing_carries_is_named()
    {
        var error = Assert.Throws<CredentialUnusableException>(() => token.Open("greenkey.next"));

        Assert.Equal("greenkey.next", error.Label);
    }

    [Fact]
    public void A_credential_that_cannot_be_used_leaves_the_module_free()
    {
        Assert.Throws<CredentialUnusableException>(() => token.Open("greenkey.next"));

        using TokenTlsKey key = token.Open("ec-p256");
    }

    private static MqttClientOptions MqttOptions(int port, X509Certificate2 certificate, TlsVersion version) =>
        new MqttClientOptionsBuilder()
            .WithTcpServer("localhost", port)
            .WithClientId($"device#{Guid.NewGuid():N}")
            .WithTlsOptions(tls =>
                tls.WithSslProtocols(Enum.Parse<System.Security.Authentication.SslProtocols>(version.ToString()))
                    .WithClientCertificates([certificate])
                    .WithCertificateValidationHandler(_ => true)
            )
            .Build();
}
