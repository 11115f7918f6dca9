using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>
/// A provisioned device with Greengrass on it: the fake nucleus runs as a service, from the configuration that the published
/// bootstrap has written, with the credential on the token, against a cloud of its own.
/// </summary>
internal sealed class Greengrass : IAsyncDisposable
{
    public const string Component = "com.example.Component";
    public const string ActiveLabel = "greenkey";

    private readonly Device _device;
    private readonly SoftwareTpm _tpm;
    private readonly NucleusFlavour _flavour;
    private readonly Func<Greengrass, JsonObject> _describe;

    private Greengrass(
        SoftwareTpm tpm,
        NucleusFlavour flavour,
        CloudOfDevice cloud,
        Func<Greengrass, JsonObject>? describe
    )
    {
        _describe = describe ?? (_ => JsonNode.Parse(SleepingComponent)!.AsObject());
        _tpm = tpm;
        _flavour = flavour;
        _device = new Device(tpm);
        Cloud = cloud;
    }

    public CloudOfDevice Cloud { get; }

    public FakeServiceManager Service { get; private set; } = null!;

    public Device Device => _device;

    /// <summary>The id of the certificate that provisioning has put on the token.</summary>
    public string FirstCertificateId { get; private set; } = "";

    /// <summary>The nucleus' root folder.</summary>
    public string NucleusRoot => Path.Combine(_device.Folder, "nucleus");

    /// <summary>The nucleus' own configuration file, as the bootstrap has written it.</summary>
    public string NucleusFile =>
        Path.Combine(
            _device.Configuration,
            "nucleus",
            _flavour == NucleusFlavour.Lite ? "10-greengrass-tpm.yaml" : "config.yaml"
        );

    /// <summary>Provisions a device and starts its nucleus.</summary>
    /// <param name="tpm">The chip.</param>
    /// <param name="flavour">Which nucleus.</param>
    /// <param name="describe">Describes the component at each start of the nucleus; null for one that sleeps.</param>
    public static async Task<Greengrass> StartAsync(
        SoftwareTpm tpm,
        NucleusFlavour flavour,
        Func<Greengrass, JsonObject>? describe = null
    )
    {
        var greengrass = new Greengrass(tpm, flavour, await CloudOfDevice.StartAsync(), describe);
        await greengrass.ProvisionAsync();
        greengrass.Service = await FakeServiceManager.StartAsync(greengrass.StartNucleusAsync);
        return greengrass;
    }

    /// <summary>A client with what the nucleus gives the component.</summary>
    public async Task<GreengrassIpcClient> ConnectAsync()
    {
        JsonObject variables = await VariablesAsync();
        return await GreengrassIpcClient.ConnectAsync(
            new GreengrassIpcOptions
            {
                SocketPath = (string)variables[GreengrassIpcOptions.SocketPathVariable]!,
                AuthToken = (string)variables[GreengrassIpcOptions.AuthTokenVariable]!,
                Flavour = _flavour,
            }
        );
    }

    /// <summary>The certificate id that the cloud sees behind the credentials of the token exchange.</summary>
    public async Task<string> TokenExchangeIdentityAsync()
    {
        (int status, string text) = await AskTokenExchangeAsync();
        JsonNode credentials = status == 200 ? JsonNode.Parse(text)! : throw new InvalidOperationException(text);
        using var sts = new AmazonSecurityTokenServiceClient(
            (string)credentials["AccessKeyId"]!,
            (string)credentials["SecretAccessKey"]!,
            (string)credentials["Token"]!,
            new AmazonSecurityTokenServiceConfig
            {
                ServiceURL = Cloud.Server.ControlEndpoint.AbsoluteUri,
                AuthenticationRegion = Cloud.Server.Account.Region,
            }
        );
        return (await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest())).UserId.Split(':')[1];
    }

    /// <summary>What the token exchange answers.</summary>
    /// <param name="token">The token to show; null for the component's own.</param>
    public async Task<(int Status, string Body)> AskTokenExchangeAsync(string? token = null)
    {
        JsonObject variables = await VariablesAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            (string)variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"]!
        );
        string shown = token ?? (string)variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"]!;
        request.Headers.TryAddWithoutValidation("Authorization", shown);
        using HttpResponseMessage response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The certificate id of the nucleus' connection to the broker; null while there is none.</summary>
    public async Task<string?> BrokerIdentityAsync() =>
        (await Cloud.Server.ClientsAsync())
            .FirstOrDefault(client => client.ClientId == Device.ThingName)
            ?.CertificateId;

    /// <summary>Puts a new key with a certificate from the cloud into the place of the active credential, as a rotation does.</summary>
    /// <returns>The new certificate's id.</returns>
    public async Task<string> SwitchCredentialAsync()
    {
        _tpm.UseInThisProcess();
        using Pin pin = Pin.ReadFile(_device.UserPinFile);
        byte[] id = RandomNumberGenerator.GetBytes(16);
        const string staged = ActiveLabel + RotationObjects.StagedSuffix;
        string request = TokenWriter.Write(
            _device.Location,
            pin,
            token =>
            {
                TokenObject key = token.GenerateKeyPair(KeyAlgorithm.EcP256, staged, id);
                byte[] der = Pkcs10.Create(
                    new X500DistinguishedName($"CN={Device.ThingName}"),
                    key,
                    (signature, input) => token.Sign(key.Identity, signature, input)
                );
                return PemEncoding.WriteString("CERTIFICATE REQUEST", der);
            }
        );
        using X509Certificate2 certificate = await Cloud.IssueAsync(request);
        TokenWriter.Write(_device.Location, pin, token => _ = token.StoreCertificate(certificate.RawData, staged, id));
        TokenSwitch.Apply(_device.Location, pin, ObjectsOfSwitch(pin, staged, id), SwitchDirection.Forward);
        return CloudOfDevice.IdOf(certificate);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Cloud.DisposeAsync();
        _device.Dispose();
    }

    private IReadOnlyList<RotationObject> ObjectsOfSwitch(Pin pin, string staged, byte[] id)
    {
        using var reader = TokenReader.Open(_device.Location, pin);
        TokenContents contents = reader.ReadContents();
        var active = new TokenPlace(
            ActiveLabel,
            contents.WithLabel(TokenObjectClass.Certificate, ActiveLabel).Single().IdHex
        );
        var aside = new TokenPlace(
            ActiveLabel + RotationObjects.PreviousSuffix,
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))
        );
        return
        [
            .. Listed(ActiveLabel, RotationRole.Previous, active, aside),
            .. Listed(staged, RotationRole.Staged, new TokenPlace(staged, Convert.ToHexStringLower(id)), active),
        ];

        IEnumerable<RotationObject> Listed(string label, RotationRole role, TokenPlace before, TokenPlace after) =>
            contents
                .Objects.Where(found => found.Label == label)
                .Select(found => new RotationObject(role, found.Class, found.Identity.Digest, before, after));
    }

    private Task<JsonObject> VariablesAsync() => Service.Nucleus.AskAsync("environment", Component);

    private async Task ProvisionAsync()
    {
        string ca = _device.FileNamed("cloud-ca.pem");
        await File.WriteAllTextAsync(ca, Cloud.Server.CaPem);
        _ = (await ChildProcess.RunAsync(_device.FirstHalf())).OrThrow();
        using X509Certificate2 certificate = await Cloud.IssueAsync(await File.ReadAllTextAsync(_device.Request));
        await File.WriteAllTextAsync(_device.Certificate, certificate.ExportCertificatePem());
        FirstCertificateId = CloudOfDevice.IdOf(certificate);
        string[] settings =
        [
            "--root-ca",
            ca,
            "--aws-region",
            Cloud.Server.Account.Region,
            "--role-alias",
            CloudOfDevice.RoleAlias,
        ];
        _ = (await ChildProcess.RunAsync(_device.SecondHalf(settings))).OrThrow();
    }

    private Task<FakeNucleusProcess> StartNucleusAsync()
    {
        bool lite = _flavour == NucleusFlavour.Lite;
        Dictionary<string, string> environment = new(_device.ServiceEnvironment)
        {
            ["PKCS11_PROVIDER_MODULE"] = SoftwareTpm.ModulePath,
        };
        return FakeNucleusProcess.StartAsync(
            lite ? "lite" : "classic",
            NucleusRoot,
            Describe(lite ? "aws.greengrass.NucleusLite" : "aws.greengrass.Nucleus"),
            NucleusFile,
            environment
        );
    }

    // The endpoints have ports here, which the bootstrap's options do not take.
    private JsonObject Describe(string nucleus) =>
        new()
        {
            ["version"] = "2.17.0",
            ["services"] = new JsonObject
            {
                [nucleus] = new JsonObject
                {
                    ["configuration"] = new JsonObject
                    {
                        ["iotDataEndpoint"] = Cloud.Server.MqttEndpoint,
                        ["iotCredEndpoint"] = Cloud.Server.CredentialsEndpoint,
                    },
                },
                // An error is not kept longer than a test has time to wait.
                ["aws.greengrass.TokenExchangeService"] = JsonNode.Parse(
                    """
                    {"configuration":{"cloud4xxErrorCacheInSec":1,"cloud5xxErrorCacheInSec":1,"unknownErrorCacheInSec":1}}
                    """
                ),
                [Component] = _describe(this),
            },
        };

    private const string SleepingComponent = """
        {
          "run": ["/bin/sleep", "3600"],
          "dependencies": ["aws.greengrass.TokenExchangeService"],
          "configuration": {
            "accessControl": {
              "aws.greengrass.ipc.mqttproxy": {
                "shadow": { "operations": ["*"], "resources": ["$aws/things/{iot:thingName}/shadow/*"] }
              }
            }
          }
        }
        """;
}
