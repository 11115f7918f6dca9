using GreengrassTpm.Verification;
using Xunit;

namespace GreengrassTpm.Tests.Verification;

/// <summary>Endpoints as a nucleus is configured with them.</summary>
public sealed class EndpointAddressTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nothing_configured_is_no_endpoint(string? configured)
    {
        Assert.Null(EndpointAddress.OfConfiguredData(configured));
        Assert.Null(EndpointAddress.OfConfiguredCredentials(configured));
    }

    [Fact]
    public void A_data_endpoint_with_a_port_is_the_brokers_and_is_not_asked_by_https() =>
        Assert.Null(EndpointAddress.OfConfiguredData("broker.example:8883"));

    [Fact]
    public void A_data_endpoint_without_a_port_is_asked_on_the_ports_of_https() =>
        Assert.Equal([8443, 443], EndpointAddress.OfConfiguredData("data.example")!.Ports.Select(port => port.Number));

    [Theory]
    [InlineData("credentials.example", "credentials.example", 443)]
    [InlineData("credentials.example:8443", "credentials.example", 8443)]
    [InlineData("credentials.example:port", "credentials.example:port", 443)]
    public void A_credentials_endpoint_is_asked_on_its_port(string configured, string host, int port)
    {
        EndpointAddress address = EndpointAddress.OfConfiguredCredentials(configured)!;

        Assert.Equal((host, port), (address.Host, address.Ports.Single().Number));
    }
}
