using GreengrassTpm.Testing;

namespace GreengrassTpm.Demonstration;

/// <summary>Programs that are not ours, reading what we wrote.</summary>
/// <param name="token">The token.</param>
internal sealed class Readers(TokenAccess token)
{
    private const string Label = "greenkey";

    /// <summary>Reads with OpenSC's and GnuTLS' tools, and checks the certificate with OpenSSL.</summary>
    /// <param name="authority">Who issued the certificate.</param>
    /// <returns>The number of objects.</returns>
    public int Read(TestAuthority authority)
    {
        IReadOnlyList<ReadObject> objects = new Pkcs11Tool(token).ListObjects();
        foreach (ReadObject found in objects)
        {
            Stage.Print($"pkcs11-tool: {found.Kind}, label {found.Label}, id {found.Id}, {found.Access}");
        }

        P11Tool gnuTls = new(token);
        foreach (string uri in gnuTls.ListUris())
        {
            Stage.Print($"p11tool: {uri}");
        }

        OpenSsl.VerifyCertificate(gnuTls.ExportCertificate(Label), authority.Pem);
        Stage.Print("openssl: the certificate on the token is the authority's");
        return objects.Count;
    }

    /// <summary>Reads as the classic nucleus does: by alias, with a signature and a TLS 1.2 handshake.</summary>
    /// <param name="broker">Whom to speak with.</param>
    /// <returns>What Java found.</returns>
    /// <exception cref="InvalidOperationException">Java could not use the credential.</exception>
    public JavaReading ReadAsNucleus(Mosquitto broker)
    {
        JavaReading reading = new JavaReader(token).Read(
            Label,
            new JavaHandshake("localhost", broker.Port, broker.AuthorityFile)
        );
        if (reading.Outcome != JavaOutcome.Loaded)
        {
            throw new InvalidOperationException(
                $"Java cannot use the credential: {reading.Outcome}, {reading.Message}"
            );
        }

        Stage.Print($"alias {Label}: {reading.Algorithm} key of {reading.Subject}, signature verified");
        Stage.Print($"handshake: {reading.TlsProtocol}, {reading.TlsCipherSuite}");
        return reading;
    }
}
