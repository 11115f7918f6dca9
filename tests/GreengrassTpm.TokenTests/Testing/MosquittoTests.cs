using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Testing;

public sealed class MosquittoTests : IDisposable
{
    private readonly TestAuthority authority = TestAuthority.Create();
    private readonly PrivateFolder folder = PrivateFolder.Create();
    private readonly Mosquitto broker;

    public MosquittoTests() => broker = Mosquitto.Start(authority);

    [Fact]
    public void A_client_with_a_certificate_of_the_authority_is_let_in_and_named()
    {
        var result = Publish(authority);

        Assert.Equal(0, result.ExitCode);
        broker.WaitForLog("New client connected");
        var client = Assert.Single(broker.Clients);
        Assert.Equal(new MosquittoClient("thing-client", "CN=thing"), client);
    }

    [Fact]
    public void A_client_with_a_certificate_of_another_authority_is_refused()
    {
        using var other = TestAuthority.Create();

        Assert.NotEqual(0, Publish(other).ExitCode);
        Assert.Empty(broker.Clients);
    }

    [Fact]
    public void The_java_reader_shakes_hands_with_the_broker()
    {
        using var hsm = SoftHsm.Create();
        var token = TokenSample.Access(hsm);
        TokenSample.MakeKey(token);
        TokenSample.Certify(token, authority).Dispose();

        var reading = new JavaReader(token).Read(
            TokenSample.Label,
            new JavaHandshake("localhost", broker.Port, broker.AuthorityFile)
        );

        Assert.Equal((JavaOutcome.Loaded, "TLSv1.2"), (reading.Outcome, reading.TlsProtocol));
    }

    public void Dispose()
    {
        broker.Dispose();
        folder.Dispose();
        authority.Dispose();
    }

    private ChildResult Publish(TestAuthority issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = issuer.Issue(new PublicKey(key), "CN=thing");
        var (certificateFile, keyFile) = (folder.File("client.pem"), folder.File("client.key"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        string[] tls = ["--cafile", broker.AuthorityFile, "--cert", certificateFile, "--key", keyFile];
        string[] address = ["-h", "localhost", "-p", broker.Port.ToString(CultureInfo.InvariantCulture)];
        return ChildProcess.Run(
            new Command("mosquitto_pub", [.. address, .. tls, "-i", "thing-client", "-t", "a", "-m", "b"])
        );
    }
}
