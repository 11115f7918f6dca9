using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.TokenTests.Pkcs11;
using GreengrassTpm.Verification;

namespace GreengrassTpm.TokenTests.Verification;

/// <summary>A device with a credential in a software TPM, and the two endpoints that take it.</summary>
internal sealed class ExaminedDevice : IAsyncDisposable
{
    public const string Label = "greenkey";
    public static readonly byte[] Id = Convert.FromHexString("00112233445566778899aabbccddeeff");

    private readonly PrivateFolder _folder = PrivateFolder.Create();
    private readonly X509Certificate2 _server;
    private readonly List<IAsyncDisposable> _otherServers = [];
    private readonly TestAuthority _somebodyElse = TestAuthority.Create("Somebody Else");
    private readonly X509Certificate2 _foreignServer;

    /// <summary>A device whose token has no objects yet.</summary>
    public ExaminedDevice(SoftwareTpmOptions? options = null)
    {
        Ground = new Tpm2Ground(options);
        Ground.Initialise();
        File.SetUnixFileMode(Ground.StoreFile, (UnixFileMode)Convert.ToInt32("660", 8));
        File.SetUnixFileMode(Ground.Tpm.StoreFolder, (UnixFileMode)Convert.ToInt32("2770", 8));
        _server = Authority.IssueServer();
        _foreignServer = _somebodyElse.IssueServer();
        DataEndpoint = MutualTlsServer.Start(_server, serve: MutualTlsServer.AnswerHttpAsync);
        CredentialsEndpoint = MutualTlsServer.Start(_server, serve: MutualTlsServer.AnswerHttpAsync);
        Subject = new VerificationSubject(Ground.Location with { Slot = FindSlot() }, Label)
        {
            ThingName = "thing-1",
            DataEndpoint = Address(DataEndpoint),
            CredentialsEndpoint = Address(CredentialsEndpoint),
            EndpointRoots = [Authority.Certificate],
            DeviceAuthorities = [Authority.Certificate],
        };
        Options = new VerificationOptions { OpenPin = TokenGround.OpenPin };
    }

    public Tpm2Ground Ground { get; }

    public TestAuthority Authority { get; } = TestAuthority.Create();

    public MutualTlsServer DataEndpoint { get; }

    public MutualTlsServer CredentialsEndpoint { get; }

    /// <summary>What is examined; a test changes it to break the configuration.</summary>
    public VerificationSubject Subject { get; set; }

    /// <summary>How it is examined.</summary>
    public VerificationOptions Options { get; set; }

    /// <summary>A device as it should be.</summary>
    public static ExaminedDevice Healthy(SoftwareTpmOptions? options = null)
    {
        var device = new ExaminedDevice(options);
        device.AddCredential();
        return device;
    }

    public static EndpointAddress Address(MutualTlsServer server) => new("localhost", [new EndpointPort(server.Port)]);

    /// <summary>Generates the key and stores the certificate for it.</summary>
    public void AddCredential(CertificateOptions? options = null, KeyAlgorithm algorithm = KeyAlgorithm.EcP256) =>
        Ground.Write(token =>
        {
            TokenObject key = token.GenerateKeyPair(algorithm, Label, Id);
            using X509Certificate2 certificate = Certify(key, options);
            token.StoreCertificate(certificate.RawData, Label, Id);
        });

    /// <summary>Generates the key alone.</summary>
    public TokenObject AddKey() => Ground.Write(token => token.GenerateKeyPair(KeyAlgorithm.EcP256, Label, Id));

    /// <summary>A certificate for a key of the token.</summary>
    public X509Certificate2 Certify(TokenObject key, CertificateOptions? options = null) =>
        Authority.Issue(
            options?.OtherKey ?? PublicKey.CreateFromSubjectPublicKeyInfo(key.Content.Span, out _),
            "CN=thing-1",
            options
        );

    /// <summary>Writes a certificate by another program, which asks no questions.</summary>
    public void WriteCertificate(X509Certificate2 certificate, string label, byte[] id)
    {
        string file = _folder.File(Path.GetRandomFileName());
        File.WriteAllBytes(file, certificate.RawData);
        new Pkcs11Tool(Ground.Access).WriteCertificate(file, label, Convert.ToHexStringLower(id));
    }

    /// <summary>One more endpoint, which refuses every client certificate.</summary>
    public MutualTlsServer RefusingEndpoint()
    {
        MutualTlsServer server = MutualTlsServer.Start(_server, policy: ClientCertificatePolicy.Refuse);
        _otherServers.Add(server);
        return server;
    }

    /// <summary>One more endpoint, whose certificate is of an authority that nobody has named.</summary>
    public MutualTlsServer ForeignEndpoint()
    {
        MutualTlsServer server = MutualTlsServer.Start(_foreignServer);
        _otherServers.Add(server);
        return server;
    }

    /// <summary>A private file for a test.</summary>
    public string WriteFile(string name, string text)
    {
        string path = _folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<VerificationReport> ExamineAsync() => new Verifier(Options).ExamineAsync(Subject);

    public async ValueTask DisposeAsync()
    {
        await DataEndpoint.DisposeAsync();
        await CredentialsEndpoint.DisposeAsync();
        foreach (IAsyncDisposable server in _otherServers)
        {
            await server.DisposeAsync();
        }

        _foreignServer.Dispose();
        _somebodyElse.Dispose();
        _server.Dispose();
        Authority.Dispose();
        Ground.Dispose();
        _folder.Dispose();
    }

    private ulong FindSlot() => ModuleSurvey.Take(Ground.Location).WithLabel(Ground.Location.TokenLabel).Single().Slot;
}
