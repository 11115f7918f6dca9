using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
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
        DataEndpoint = MutualTlsServer.Start(_server, serve: AnswerAsync);
        CredentialsEndpoint = MutualTlsServer.Start(_server, serve: AnswerAsync);
        Subject = new VerificationSubject(Ground.Location with { Slot = FindSlot() }, Label)
        {
            ThingName = "thing-1",
            DataEndpoint = Address(DataEndpoint),
            CredentialsEndpoint = Address(CredentialsEndpoint),
            EndpointRoots = [Authority.Certificate],
            DeviceAuthorities = [Authority.Certificate],
            Nucleus = NucleusPlaces.Below(_folder.Path),
            JournalPath = Path.Combine(_folder.Path, "journal.jsonl"),
        };
        Options = new VerificationOptions
        {
            OpenPin = TokenGround.OpenPin,
            AskRegistry = (_, _, _) => Task.FromResult<Fact<RegistryFacts>>(Registry),
        };
        WriteNucleus(Label);
        WriteUnit(Ground.Tpm.StoreFolder);
    }

    public Tpm2Ground Ground { get; }

    public TestAuthority Authority { get; } = TestAuthority.Create();

    public MutualTlsServer DataEndpoint { get; }

    public MutualTlsServer CredentialsEndpoint { get; }

    /// <summary>What is examined; a test changes it to break the configuration.</summary>
    public VerificationSubject Subject { get; set; }

    /// <summary>What the registry answers.</summary>
    public RegistryFacts Registry { get; set; } = new("ACTIVE", ["thing-1"], true);

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

    /// <summary>Tries a wrong PIN, which costs one count towards lock-out.</summary>
    public void SpendTry()
    {
        try
        {
            using Pin wrong = Pin.FromUtf8("wrong-1234"u8);
            TokenReader.Open(Ground.Location, wrong).Dispose();
        }
        catch (TokenException refused) when (refused is PinRefusedException or PinLockedException)
        {
            return;
        }

        throw new InvalidOperationException("The token took a wrong PIN.");
    }

    /// <summary>Writes the classic nucleus' configuration for a label.</summary>
    public void WriteNucleus(string label)
    {
        ulong slot = Subject.Token.Slot!.Value;
        string configuration = $"""
            system:
              certificateFilePath: "pkcs11:object={label};type=cert"
              privateKeyPath: "pkcs11:object={label};type=private"
              thingName: "thing-1"
            services:
              aws.greengrass.crypto.Pkcs11Provider:
                configuration:
                  library: "{Subject.Token.ModulePath}"
                  name: "greengrass"
                  slot: {slot}
                  userPin: "{TokenGround.UserPin}"
            """;
        WriteBelow("greengrass/v2/config/effectiveConfig.yaml", configuration);
    }

    /// <summary>Writes the nucleus' unit with a store.</summary>
    public void WriteUnit(string store) =>
        WriteBelow("etc/systemd/system/greengrass.service", $"[Service]\nEnvironment=TPM2_PKCS11_STORE={store}\n");

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

    // As AWS' endpoints: tells the time, and ends the connection.
    private static async Task AnswerAsync(SslStream stream, CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellation) is { Length: > 0 }) { }

        string answer = $"HTTP/1.1 403 Forbidden\r\nDate: {DateTimeOffset.UtcNow:R}\r\nContent-Length: 0\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), cancellation);
    }

    private void WriteBelow(string path, string text)
    {
        string file = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private ulong FindSlot() => ModuleSurvey.Take(Ground.Location).WithLabel(Ground.Location.TokenLabel).Single().Slot;
}
