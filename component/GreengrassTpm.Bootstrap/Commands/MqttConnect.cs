using System.Text;
using System.Text.RegularExpressions;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// The first packets of MQTT 3.1.1 (OASIS Standard, 3.1 CONNECT and 3.2 CONNACK), as the classic nucleus and the broker exchange
/// them: a session that is forgotten when it ends, and nothing that would be published.
/// </summary>
public static partial class MqttConnect
{
    /// <summary>The length of CONNACK.</summary>
    public const int AnswerLength = 4;

    private const int HttpsPort = 443;
    private const byte Connect = 0x10;
    private const byte ConnectAcknowledged = 0x20;
    private const byte CleanSession = 0x02;
    private const byte KeepAliveSeconds = 30;

    /// <summary>The client ids that AWS IoT takes, in so far as one byte holds the packet's length.</summary>
    public static NameForm ClientId { get; } = new(ClientIdPattern(), "1 to 100 letters, digits and '#-_.:,@/'");

    /// <summary>What a broker is asked for on the port of HTTPS, which is not MQTT's own (AWS IoT, "Device communication protocols").</summary>
    public static IReadOnlyList<string> ApplicationProtocols(int port) => port == HttpsPort ? ["x-amzn-mqtt-ca"] : [];

    /// <summary>CONNECT.</summary>
    /// <param name="clientId">A <see cref="ClientId"/>.</param>
    public static byte[] Packet(string clientId)
    {
        byte[] id = Encoding.ASCII.GetBytes(clientId);
        byte[] rest = [0, 4, .. "MQTT"u8, 4, CleanSession, 0, KeepAliveSeconds, 0, (byte)id.Length, .. id];
        return [Connect, (byte)rest.Length, .. rest];
    }

    /// <summary>Why the broker does not let the client in; null if it does.</summary>
    /// <param name="answer">What it has sent.</param>
    public static string? Refusal(ReadOnlySpan<byte> answer) =>
        answer switch
        {
            [ConnectAcknowledged, 2, _, 0] => null,
            [ConnectAcknowledged, 2, _, byte code] => $"return code {code}, {Meaning(code)}",
            [] => "it did not answer",
            _ => "it answered something that is not MQTT 3.1.1",
        };

    private static string Meaning(byte code) =>
        code switch
        {
            1 => "unacceptable protocol version",
            2 => "client id rejected",
            3 => "server unavailable",
            4 => "bad user name or password",
            5 => "not authorised",
            _ => "which the protocol does not know",
        };

    [GeneratedRegex("^[A-Za-z0-9#_.:,@/-]{1,100}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex ClientIdPattern();
}
