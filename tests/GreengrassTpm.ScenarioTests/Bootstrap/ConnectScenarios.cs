using System.Globalization;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>The credential on the token, shown to a real broker.</summary>
[Collection(BootstrapTpm.Name)]
public sealed class ConnectScenarios(SoftwareTpmFixture shared) : IDisposable
{
    private readonly Device _device = new(shared.Tpm);
    private readonly Mosquitto _broker = Mosquitto.Start(shared.Authority);

    public void Dispose()
    {
        _broker.Dispose();
        _device.Dispose();
    }

    [Theory]
    [InlineData("1.2", "TLS 1.2")]
    [InlineData("1.3", "TLS 1.3")]
    public void A_broker_that_wants_a_certificate_accepts_the_token_s(string version, string protocol)
    {
        _device.ProvisionWhole(shared.Authority);

        ChildResult result = ChildProcess.Run(Connect("--tls", version)).OrThrow();

        Assert.Contains($"protocol: {protocol}", result.Output, StringComparison.Ordinal);
        Assert.Contains("cipher: TLS_", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broker_says_whether_it_lets_the_device_in_by_MQTT()
    {
        _device.ProvisionWhole(shared.Authority);

        ChildResult result = ChildProcess.Run(Connect("--mqtt", "gateway-7#check")).OrThrow();

        Assert.Contains("mqtt: accepted as gateway-7#check", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_of_an_authority_that_the_broker_does_not_know_is_refused()
    {
        using TestAuthority stranger = TestAuthority.Create("Stranger CA");
        _device.ProvisionWhole(stranger);

        ChildResult result = ChildProcess.Run(Connect());

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("refused the client certificate", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broker_that_we_do_not_trust_is_told_apart()
    {
        _device.ProvisionWhole(shared.Authority);
        using TestAuthority stranger = TestAuthority.Create("Stranger CA");

        ChildResult result = ChildProcess.Run(
            Connect() with
            {
                Arguments =
                [
                    "connect",
                    Server,
                    "--root",
                    _device.Root,
                    "--ca",
                    stranger.WritePem(_device.FileNamed("stranger.pem")),
                ],
            }
        );

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("is not trusted", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_certificate_there_is_nothing_to_show()
    {
        _ = ChildProcess.Run(_device.FirstHalf()).OrThrow();

        ChildResult result = ChildProcess.Run(Connect());

        Assert.Equal(78, result.ExitCode);
        Assert.Contains("0 certificates and 1 private keys", result.Error, StringComparison.Ordinal);
    }

    private string Server => $"localhost:{_broker.Port.ToString(CultureInfo.InvariantCulture)}";

    private Command Connect(params IEnumerable<string> arguments) =>
        _device.Bootstrap(["connect", Server, "--root", _device.Root, "--ca", _broker.AuthorityFile, .. arguments]);
}
