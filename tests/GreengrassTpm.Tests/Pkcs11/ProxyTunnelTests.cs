using System.Net;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

public sealed class ProxyTunnelTests
{
    [Fact]
    public async Task A_connection_goes_through_the_proxy_and_is_proved_to_the_server()
    {
        using var tls = new TokenTlsFixture();
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);
        await using var proxy = new HttpProxy();

        MutualTlsResult result = await ProbeAsync(tls, server, new WebProxy("127.0.0.1", proxy.Port));

        Assert.Equal(MutualTlsVerdict.Accepted, result.Verdict);
        Assert.StartsWith($"CONNECT localhost:{server.Port} ", Assert.Single(proxy.Requests), StringComparison.Ordinal);
        Assert.Single(server.ProvedCertificates);
    }

    [Fact]
    public async Task Name_and_password_are_shown_to_the_proxy()
    {
        using var tls = new TokenTlsFixture();
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);
        await using var proxy = new HttpProxy();
        var way = new WebProxy("127.0.0.1", proxy.Port) { Credentials = new NetworkCredential("user", "password") };

        await ProbeAsync(tls, server, way);

        Assert.Contains(
            "Proxy-Authorization: Basic dXNlcjpwYXNzd29yZA==\r\n",
            Assert.Single(proxy.Requests),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_server_that_the_proxy_is_not_for_is_reached_directly()
    {
        using var tls = new TokenTlsFixture();
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);
        var nobody = new WebProxy("127.0.0.1", 1) { BypassList = ["localhost"] };

        Assert.Equal(MutualTlsVerdict.Accepted, (await ProbeAsync(tls, server, nobody)).Verdict);
    }

    [Theory]
    [InlineData("407 Proxy Authentication Required")]
    [InlineData("403 Forbidden")]
    [InlineData("503 Service Unavailable")]
    public async Task A_proxy_that_refuses_is_named_as_the_one_who_does(string refusal)
    {
        using var tls = new TokenTlsFixture();
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);
        await using var proxy = new HttpProxy(refusal);

        MutualTlsResult result = await ProbeAsync(tls, server, new WebProxy("127.0.0.1", proxy.Port));

        Assert.Equal(MutualTlsVerdict.NetworkFailure, result.Verdict);
        Assert.Contains(
            $"The proxy did not connect to localhost:{server.Port}",
            result.Detail,
            StringComparison.Ordinal
        );
        Assert.Contains(refusal, result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_of_another_kind_is_refused()
    {
        using var tls = new TokenTlsFixture();
        await using MutualTlsServer server = MutualTlsServer.Start(tls.ServerCertificate);

        MutualTlsResult result = await ProbeAsync(tls, server, new WebProxy("socks5://127.0.0.1:1080"));

        Assert.Contains("only http is supported", result.Detail, StringComparison.Ordinal);
    }

    private static Task<MutualTlsResult> ProbeAsync(TokenTlsFixture tls, MutualTlsServer server, IWebProxy proxy) =>
        new MutualTlsProbe(tls.Key, tls.Options() with { Proxy = proxy }).RunAsync("localhost", server.Port);
}
