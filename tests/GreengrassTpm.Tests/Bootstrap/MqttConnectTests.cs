using GreengrassTpm.Bootstrap;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap;

public sealed class MqttConnectTests
{
    [Fact]
    public void The_packet_is_that_of_the_standard() =>
        // MQTT 3.1.1, 3.1: fixed header, protocol name and level, clean session, keep alive 30 s, client id.
        Assert.Equal(
            "10100004" + "4D515454" + "0402001E" + "00046776" + "2D37",
            Convert.ToHexString(MqttConnect.Packet("gv-7"))
        );

    [Theory]
    [InlineData("20020000", null)]
    [InlineData("20020005", "return code 5, not authorised")]
    [InlineData("20020002", "return code 2, client id rejected")]
    [InlineData("", "it did not answer")]
    [InlineData("48545450", "it answered something that is not MQTT 3.1.1")]
    public void The_answer_says_whether_the_client_is_let_in(string answer, string? refusal) =>
        Assert.Equal(refusal, MqttConnect.Refusal(Convert.FromHexString(answer)));

    [Theory]
    [InlineData("gateway-7#check", true)]
    [InlineData("", false)]
    [InlineData("gateway 7", false)]
    [InlineData("gateway-7\n", false)]
    public void A_client_id_is_one_that_AWS_IoT_takes(string clientId, bool isOne) =>
        Assert.Equal(isOne, MqttConnect.ClientId.Accepts(clientId));

    [Fact]
    public void On_the_port_of_HTTPS_MQTT_is_asked_for_by_its_name()
    {
        Assert.Equal(["x-amzn-mqtt-ca"], MqttConnect.ApplicationProtocols(443));
        Assert.Empty(MqttConnect.ApplicationProtocols(8883));
    }
}
