using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace GreengrassTpm.Testing;

/// <summary>
/// A real mosquitto broker that insists on client certificates: a second opinion on mutual TLS beside LocalCloud.
/// </summary>
public sealed partial class Mosquitto : IDisposable
{
    private const int Attempts = 20;

    private readonly PrivateFolder folder = PrivateFolder.Create();
    private readonly ChildProcess process;

    private Mosquitto(TestAuthority clientAuthority, TestAuthority serverAuthority)
    {
        try
        {
            AuthorityFile = serverAuthority.WritePem(folder.File("server-ca.pem"));
            clientAuthority.WritePem(folder.File("client-ca.pem"));
            WriteServerCertificate(serverAuthority);
            (process, Port) = StartOnFreePort();
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Gets the TLS port on localhost.</summary>
    public int Port { get; }

    /// <summary>Gets the PEM file of the authority that the broker's certificate comes from.</summary>
    public string AuthorityFile { get; }

    /// <summary>Gets all that the broker has logged.</summary>
    public string Log => process.Error;

    /// <summary>Gets the clients that were let in so far, in the order of their coming.</summary>
    public IReadOnlyList<MosquittoClient> Clients =>
        [
            .. ClientLine()
                .Matches(Log)
                .Select(match => new MosquittoClient(match.Groups["id"].Value, match.Groups["name"].Value)),
        ];

    /// <summary>Starts a broker on a free port of localhost.</summary>
    /// <param name="clientAuthority">The authority whose client certificates are let in.</param>
    /// <param name="serverAuthority">The authority of the broker's own certificate; null = the same.</param>
    /// <returns>The running broker.</returns>
    /// <exception cref="ToolMissingException">mosquitto is not installed.</exception>
    public static Mosquitto Start(TestAuthority clientAuthority, TestAuthority? serverAuthority = null) =>
        new(clientAuthority, serverAuthority ?? clientAuthority);

    /// <summary>Waits until the broker has logged something.</summary>
    /// <param name="text">The text.</param>
    public void WaitForLog(string text) => process.WaitForText(text);

    /// <summary>Stops the broker and removes its files.</summary>
    public void Dispose()
    {
        process.Dispose();
        folder.Dispose();
    }

    [GeneratedRegex(@"New client connected from \S+ as (?<id>\S+) \(.*u'(?<name>[^']*)'\)")]
    private static partial Regex ClientLine();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void WriteServerCertificate(TestAuthority authority)
    {
        using var certificate = authority.IssueServer();
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(folder.File("server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(folder.File("server.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private (ChildProcess Process, int Port) StartOnFreePort()
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var started = ChildProcess.Start(new Command("mosquitto", "-c", WriteConfiguration(port)));
            try
            {
                started.WaitForText("running");
                return (started, port);
            }
            catch (ChildFailedException failure)
                when (attempt < Attempts && failure.Message.Contains("in use", StringComparison.Ordinal))
            {
                // Somebody took the port between our look and the broker's.
                started.Dispose();
            }
            catch
            {
                started.Dispose();
                throw;
            }
        }
    }

    private string WriteConfiguration(int port)
    {
        var path = folder.File("mosquitto.conf");
        File.WriteAllText(
            path,
            $"""
            listener {port.ToString(CultureInfo.InvariantCulture)} 127.0.0.1
            cafile {folder.File("client-ca.pem")}
            certfile {folder.File("server.pem")}
            keyfile {folder.File("server.key")}
            require_certificate true
            use_subject_as_username true
            persistence false
            log_dest stderr
            log_type all
            user {System.Environment.UserName}

            """
        );
        return path;
    }
}

/// <summary>A client that <see cref="Mosquitto"/> let in.</summary>
/// <param name="ClientId">Its MQTT client id.</param>
/// <param name="Subject">The subject of its certificate.</param>
public sealed record MosquittoClient(string ClientId, string Subject);
