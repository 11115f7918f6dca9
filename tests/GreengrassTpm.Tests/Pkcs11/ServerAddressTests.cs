using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("broker.local:8883", "broker.local", 8883)]
    [InlineData("192.0.2.1:443", "192.0.2.1", 443)]
    [InlineData("[2001:db8::1]:8443", "2001:db8::1", 8443)]
    public void Host_and_port_are_told_apart(string text, string host, int port)
    {
        Assert.True(ServerAddress.TryParse(text, out ServerAddress? server));
        Assert.Equal(new ServerAddress(host, port), server);
        Assert.Equal(text, server.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("broker.local")]
    [InlineData("broker.local:")]
    [InlineData(":8883")]
    [InlineData("broker.local:0")]
    [InlineData("broker.local:65536")]
    [InlineData("broker.local:-1")]
    [InlineData("mqtts://broker.local:8883")]
    [InlineData("broker local:8883")]
    public void Anything_else_is_no_server(string text) => Assert.False(ServerAddress.TryParse(text, out _));

    [Theory]
    [InlineData("abc-ats.iot.eu-central-1.amazonaws.com", "abc-ats.iot.eu-central-1.amazonaws.com", 8883)]
    [InlineData("localhost:1883", "localhost", 1883)]
    [InlineData("192.0.2.1", "192.0.2.1", 8883)]
    public void A_host_alone_gets_the_default_port(string text, string host, int port)
    {
        Assert.True(ServerAddress.TryParse(text, 8883, out ServerAddress? server));
        Assert.Equal(new ServerAddress(host, port), server);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost:")]
    [InlineData("https://localhost")]
    [InlineData("localhost/path")]
    public void Anything_else_is_no_server_with_a_default_port_either(string text) =>
        Assert.False(ServerAddress.TryParse(text, 8883, out _));
}
