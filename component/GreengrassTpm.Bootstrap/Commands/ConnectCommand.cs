using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary><c>connect</c>: shows a server the credential.</summary>
internal sealed class ConnectCommand
{
    private const string Help = """
        connect to a server by mutual TLS with the credential on the token, and say what came of it

        Examples:
          greengrass-tpm-bootstrap connect abc-ats.iot.eu-central-1.amazonaws.com:8883 --ca AmazonRootCA1.pem
          greengrass-tpm-bootstrap connect broker.local:8883 --ca ca.pem --tls 1.3
          greengrass-tpm-bootstrap connect abc-ats.iot.eu-central-1.amazonaws.com:8883 --ca AmazonRootCA1.pem --mqtt gateway-7#check
              … and asks the broker whether the policies let it connect by MQTT under this client id

        Without --mqtt nothing is sent after the handshake. A broker ends the connection of whoever has the client id already: a
        running nucleus has the thing's own name. The classic nucleus speaks TLS 1.2 with such a key, so that is the default.
        """;

    private readonly TokenOptions _token = new();

    private readonly Argument<ServerAddress> _server = new("HOST:PORT")
    {
        Description = "the server",
        CustomParser = result =>
        {
            if (ServerAddress.TryParse(result.Tokens[0].Value, out ServerAddress? server))
            {
                return server;
            }

            result.AddError("the server is given as HOST:PORT, for example broker.local:8883");
            return null;
        },
    };

    private readonly Option<string?> _authority = OptionKit.Text(
        "--ca",
        "the roots that the server's certificate may lead to, in PEM; default: those of the system",
        "FILE"
    );

    private readonly Option<TlsVersion> _version = OptionKit.Choice(
        "--tls",
        "the version to speak; default: 1.2",
        ("1.2", TlsVersion.Tls12),
        ("1.3", TlsVersion.Tls13)
    );

    private readonly Option<string?> _mqtt = OptionKit.Text(
        "--mqtt",
        "connect by MQTT under this client id, too; not that of a running nucleus",
        "CLIENT-ID",
        MqttConnect.ClientId
    );

    private readonly Option<string?> _pinFile = TokenOptions.NewPinFile();

    internal static Command Create(Outputs outputs)
    {
        ConnectCommand parts = new();
        Command command = new("connect", Help)
        {
            parts._server,
            parts._authority,
            parts._version,
            parts._mqtt,
            parts._pinFile,
        };
        parts._token.AddTo(command);
        command.SetAction(line => parts.Run(line, outputs));
        return command;
    }

    private int Run(ParseResult line, Outputs outputs)
    {
        IOutput output = outputs.Choose(line.GetValue(_token.Output));
        return ErrorPresenter.Guard(output, () => Connect(line));
    }

    private ConnectReport Connect(ParseResult line)
    {
        ServerAddress server = line.GetValue(_server)!;
        DeviceFolders folders = _token.Folders(line);
        TokenLocation location = _token.Locate(line, folders, out string keyLabel);
        X509Certificate2Collection? roots = line.GetValue(_authority) is string path ? TrustedRoots.Read(path) : null;
        using Pin pin = UserPin.Read(folders, line.GetValue(_pinFile));
        return LockoutExplanation.Around(
            location,
            () =>
            {
                using CreationMask mask = CreationMask.ForGroup();
                using TokenReader reader = TokenReader.Open(location, pin);
                using X509Certificate2 certificate = LabelledCredential.Find(reader, keyLabel, out TokenObject key);
                using OpenSslTokenKey tlsKey = OpenSslTokenKey.Create(certificate, reader.SignerOf(key.Identity));
                string? clientId = line.GetValue(_mqtt);
                TokenTlsOptions options = new()
                {
                    ApplicationProtocols = clientId is null ? [] : MqttConnect.ApplicationProtocols(server.Port),
                    Version = line.GetValue(_version),
                    TrustedRoots = roots,
                };
                MutualTlsProbe probe = clientId is null
                    ? new MutualTlsProbe(tlsKey, options)
                    : new MutualTlsProbe(tlsKey, options)
                    {
                        FirstBytes = MqttConnect.Packet(clientId),
                        AnswerLength = MqttConnect.AnswerLength,
                        AnswerWithin = options.ConnectWithin,
                    };
                MutualTlsResult result = probe.RunAsync(server.Host, server.Port).GetAwaiter().GetResult();
                return ConnectVerdict.Judge(server, result, certificate, clientId);
            }
        );
    }
}
