using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

public sealed class MutualTlsProbeTests
{
    [Theory]
    [InlineData(TlsVersion.Tls12, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384)]
    [InlineData(TlsVersion.Tls13, TlsCipherSuite.TLS_AES_256_GCM_SHA384)]
    public async Task A_server_that_takes_the_certificate_is_reported_with_what_was_negotiated(
        TlsVersion version,
        TlsCipherSuite cipherSuite
    )
    {
        using var tls = new TokenTlsFixture();
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);

        MutualTlsResult result = await tls.Probe(version).RunAsync("localhost", server.Port);

        Assert.Equal(MutualTlsVerdict.Accepted, result.Verdict);
        Assert.True(result.ServerAnswered);
        Assert.Equal(
            (version, (TlsCipherSuite?)cipherSuite, "CN=localhost", 1),
            (result.Version, result.CipherSuite, result.ServerSubject, result.Signatures)
        );
    }

    [Fact]
    public async Task A_server_that_stays_silent_has_accepted_as_far_as_can_be_seen()
    {
        using var tls = new TokenTlsFixture();
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);
        var probe = new MutualTlsProbe(tls.Key, tls.Options()) { AnswerWithin = TimeSpan.FromMilliseconds(1) };

        MutualTlsResult result = await probe.RunAsync("localhost", server.Port);

        Assert.Equal((MutualTlsVerdict.Accepted, false), (result.Verdict, result.ServerAnswered));
    }

    [Theory]
    [InlineData(TlsVersion.Tls12)]
    [InlineData(TlsVersion.Tls13)]
    public async Task A_server_that_never_asks_for_a_certificate_proves_nothing(TlsVersion version)
    {
        using var tls = new TokenTlsFixture();
        await using MutualTlsServer server = MutualTlsServer.Start(
            tls.ServerCertificate,
            policy: ClientCertificatePolicy.DoNotAsk
        );

        MutualTlsResult result = await tls.Probe(version).RunAsync("localhost", server.Port);

        Assert.Equal(MutualTlsVerdict.ClientCertificateNotRequested, result.Verdict);
    }

    [Theory]
    [InlineData(TlsVersion.Tls12)]
    [InlineData(TlsVersion.Tls13)]
    public async Task A_server_that_closes_on_the_certificate_is_not_taken_for_one_that_cannot_be_reached(
        TlsVersion version
    )
    {
        using var tls = new TokenTlsFixture();
        await using MutualTlsServer server = MutualTlsServer.Start(
            tls.ServerCertificate,
            policy: ClientCertificatePolicy.Refuse
        );

        MutualTlsResult result = await tls.Probe(version).RunAsync("localhost", server.Port);

        Assert.Equal(MutualTlsVerdict.ClosedAfterClientCertificate, result.Verdict);
    }

    [Theory]
    [InlineData(TlsVersion.Tls12)]
    [InlineData(TlsVersion.Tls13)]
    public async Task A_refusal_by_alert_is_reported_with_the_alerts_name(TlsVersion version)
    {
        using var other = new SoftwareTlsKey("ec-p256");
        using var tls = new TokenTlsFixture(sign: other.Sign);
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);

        MutualTlsResult result = await tls.Probe(version).RunAsync("localhost", server.Port);

        Assert.Equal(MutualTlsVerdict.ClientCertificateRefused, result.Verdict);
        Assert.Equal("decrypt_error", result.Alert?.Name);
        Assert.Contains("decrypt_error", result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TlsVersion.Tls12)]
    [InlineData(TlsVersion.Tls13)]
    public async Task A_token_that_does_not_sign_is_not_blamed_on_the_server(TlsVersion version)
    {
        using var tls = new TokenTlsFixture(sign: (_, _) => throw new IOException("CKR_DEVICE_REMOVED"));
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);

        MutualTlsResult result = await tls.Probe(version).RunAsync("localhost", server.Port);

        Assert.Equal(MutualTlsVerdict.SigningFailed, result.Verdict);
        Assert.Contains("CKR_DEVICE_REMOVED", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_a_failure_of_the_network()
    {
        using var tls = new TokenTlsFixture();
        int port = FreePort();

        MutualTlsResult result = await tls.Probe().RunAsync("localhost", port);

        Assert.Equal(MutualTlsVerdict.NetworkFailure, result.Verdict);
        Assert.Contains($"localhost:{port}", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_a_failure_of_the_network()
    {
        using var tls = new TokenTlsFixture();

        MutualTlsResult result = await tls.Probe().RunAsync("no-such-host.invalid", 443);

        Assert.Equal(MutualTlsVerdict.NetworkFailure, result.Verdict);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_a_failure_of_the_network()
    {
        using var tls = new TokenTlsFixture();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var probe = new MutualTlsProbe(tls.Key, tls.Options() with { ConnectWithin = TimeSpan.FromMilliseconds(50) });

        MutualTlsResult result = await probe.RunAsync("127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port);

        Assert.Equal(MutualTlsVerdict.NetworkFailure, result.Verdict);
    }

    [Fact]
    public async Task A_server_certificate_for_another_name_is_told_apart()
    {
        using var tls = new TokenTlsFixture();
        using X509Certificate2 elsewhere = tls.Authority.IssueServer("elsewhere.example");
        await using MutualTlsServer server = MutualTlsServer.Start(elsewhere);

        MutualTlsResult result = await tls.Probe().RunAsync("localhost", server.Port);

        Assert.Equal((MutualTlsVerdict.NameMismatch, "CN=elsewhere.example"), (result.Verdict, result.ServerSubject));
    }

    [Fact]
    public async Task A_server_certificate_from_an_unknown_root_is_told_apart()
    {
        using var tls = new TokenTlsFixture();
        using var stranger = TestAuthority.Create();
        using X509Certificate2 strange = stranger.IssueServer();
        await using MutualTlsServer server = MutualTlsServer.Start(strange);

        MutualTlsResult result = await tls.Probe().RunAsync("localhost", server.Port);

        Assert.Equal(MutualTlsVerdict.UntrustedChain, result.Verdict);
    }

    [Fact]
    public async Task Without_a_root_of_its_own_a_probe_trusts_what_the_system_trusts()
    {
        using var tls = new TokenTlsFixture();
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);

        MutualTlsResult result = await new MutualTlsProbe(tls.Key).RunAsync("localhost", server.Port);

        Assert.Equal(MutualTlsVerdict.UntrustedChain, result.Verdict);
    }

    [Theory]
    [InlineData(TlsVersion.Tls12, "Tls13")]
    [InlineData(TlsVersion.Tls13, "Tls12")]
    public async Task A_server_without_the_version_asked_for_fails_the_handshake_and_nothing_else(
        TlsVersion version,
        string spoken
    )
    {
        using var tls = new TokenTlsFixture();
        await using MutualTlsServer server = MutualTlsServer.Start(
            tls.ServerCertificate,
            Enum.Parse<SslProtocols>(spoken)
        );

        MutualTlsResult result = await tls.Probe(version).RunAsync("localhost", server.Port);

        Assert.Equal((MutualTlsVerdict.HandshakeFailed, 0), (result.Verdict, result.Signatures));
        Assert.Contains("protocol_version", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_probe_has_no_verdict()
    {
        using var tls = new TokenTlsFixture();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            tls.Probe().RunAsync("localhost", FreePort(), new CancellationToken(canceled: true))
        );
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
