using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;
using Microsoft.Extensions.Time.Testing;
using FaultPlan = GreengrassTpm.LocalCloud.FaultPlan;

namespace GreengrassTpm.Tests.Aws;

/// <summary>
/// The device of <see cref="AwsPortGround"/> with a nucleus, whose connection and session are its component's, and with fleet
/// provisioning. The nucleus has the credential in files.
/// </summary>
internal sealed class NucleusPortGround : AwsPortGround
{
    private const string Component = "com.example.Rotator";
    private const string Template = "rotation";
    private const string Accepted = "$aws/certificates/create-from-csr/json/accepted";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("nucleus-");
    private readonly NucleusFlavour _flavour;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly CancellationTokenSource _lifetime = new();
    private readonly List<Task> _helpers = [];
    private FakeNucleusProcess _nucleus;
    private GreengrassIpcClient _ipc;
    private ContainerCredentials _sessions;
    private CredentialReference? _used;

    public NucleusPortGround(NucleusFlavour flavour)
    {
        _flavour = flavour;
        _used = Active;
        (_nucleus, _ipc, _sessions) = Fetch(StartAsync);
    }

    public override RotationPorts Ports =>
        base.Ports with
        {
            Issuer = new FleetProvisioningIssuer(Device.Settings, _ipc, Ownership, _time),
            Registry = new FleetProvisioningRegistry(
                Device.Settings,
                _ipc,
                Template,
                Ownership,
                Device.Exchange,
                Device.Registry,
                _time
            ),
            Confirmer = new NucleusConfirmer(Device.Settings, _sessions, _ipc, _time),
        };

    /// <summary>
    /// The nucleus' connection is every component's: a certificate for another key may be the answer to another component, so that
    /// it is passed over.
    /// </summary>
    public override bool IssuerKnowsItsAnswers => false;

    public AwsSettings Settings => Device.Settings;

    /// <summary>Where the token is kept by which a certificate is registered.</summary>
    public string Ownership => Path.Combine(_root.FullName, "ownership.json");

    private string CertificateFile => Path.Combine(_root.FullName, "device.pem");

    private string KeyFile => Path.Combine(_root.FullName, "device.key");

    public override CredentialReference Stage()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] request = new CertificateRequest("CN=device", key, HashAlgorithmName.SHA256).CreateSigningRequest();
        X509Certificate2 certificate = Fetch(() => Ports.Issuer.IssueAsync(request, Active, CancellationToken.None));
        return Device.Take("greenkey.next", certificate, key);
    }

    /// <summary>The nucleus takes a credential up when it starts.</summary>
    public override void Use(CredentialReference? credential)
    {
        if (credential == _used)
        {
            return;
        }

        _used = credential;
        Wait(StopAsync);
        (_nucleus, _ipc, _sessions) = Fetch(StartAsync);
        if (credential is null)
        {
            LetTimePass();
        }
    }

    public override void GoOffline()
    {
        base.GoOffline();
        Deadline.WaitFor(() => !Fetch(IsOnlineAsync), "the nucleus to notice that it is offline");
        LetTimePass();
    }

    public override void LoseAnswer() => Lose(FaultPlan.ProvisionCertificate);

    public override void LoseAdmission() => Lose(FaultPlan.RegisterThing);

    /// <summary>The wait for the right answer is over once the wrong one has come.</summary>
    public override void AnswerForAnotherKey()
    {
        base.AnswerForAnotherKey();
        var answers = Fetch(() => _ipc.SubscribeToIoTCoreAsync(Accepted, QualityOfService.AtLeastOnce));
        _helpers.Add(
            Task.Run(async () =>
            {
                await foreach (IoTCoreMessage _ in answers)
                {
                    await answers.DisposeAsync();
                    _time.Advance(Device.Settings.AnswerWithin);
                }
            })
        );
    }

    public override void Refuse()
    {
        Device.Cloud.Faults.AddNext(FaultPlan.ProvisionCertificate, Fault.AccessDenied);
        Device.Cloud.Faults.AddNext(FaultPlan.RegisterThing, Fault.AccessDenied);
    }

    protected override void Dispose(bool disposing)
    {
        _lifetime.Cancel();
        Wait(StopAsync);
        Wait(() => Task.WhenAll(_helpers));
        _lifetime.Dispose();
        _root.Delete(recursive: true);
        base.Dispose(disposing);
    }

    /// <summary>The next answer is lost, and the time for it is over then.</summary>
    private void Lose(string operation) =>
        Device.Cloud.Faults.AddNext(
            operation,
            Fault.ClientKilled(() => _time.Advance(Device.Settings.AnswerWithin), afterEffect: true)
        );

    /// <summary>From now on whatever is waited for takes too long.</summary>
    private void LetTimePass() =>
        _helpers.Add(
            Task.Run(() =>
                Deadline.WaitFor(
                    () =>
                    {
                        _time.Advance(Device.Settings.AnswerWithin);
                        return _lifetime.IsCancellationRequested;
                    },
                    "the end of the test",
                    TimeSpan.FromMinutes(10)
                )
            )
        );

    private async Task<(FakeNucleusProcess, GreengrassIpcClient, ContainerCredentials)> StartAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "ca.pem"), Device.Cloud.CaPem);
        if (_used is null)
        {
            File.Delete(CertificateFile);
            File.Delete(KeyFile);
        }
        else
        {
            Device.Export(_used, CertificateFile, KeyFile);
        }

        bool isLite = _flavour == NucleusFlavour.Lite;
        _nucleus = await FakeNucleusProcess.StartAsync(isLite ? "lite" : "classic", _root.FullName, Describe(isLite));
        if (_used is not null)
        {
            Deadline.WaitFor(() => Fetch(IsOnlineAsync), "the nucleus' connection");
        }

        JsonObject given = await _nucleus.AskAsync("environment", Component);
        return (
            _nucleus,
            await GreengrassIpcClient.ConnectAsync(
                new GreengrassIpcOptions
                {
                    SocketPath = (string)given[GreengrassIpcOptions.SocketPathVariable]!,
                    AuthToken = (string)given[GreengrassIpcOptions.AuthTokenVariable]!,
                    Flavour = _flavour,
                }
            ),
            ContainerCredentials.FromEnvironment(name => (string?)given[name], Device.Settings.AnswerWithin)
        );
    }

    private async Task StopAsync()
    {
        await _ipc.DisposeAsync();
        await _nucleus.DisposeAsync();
    }

    private async Task<bool> IsOnlineAsync() => (bool)(await _nucleus.AskAsync("cloud"))["online"]!;

    private JsonObject Describe(bool isLite) =>
        new()
        {
            ["version"] = "2.17.0",
            ["system"] = new JsonObject
            {
                ["thingName"] = ThingName,
                ["rootCaPath"] = Path.Combine(_root.FullName, "ca.pem"),
                ["privateKeyPath"] = KeyFile,
                ["certificateFilePath"] = CertificateFile,
            },
            ["services"] = new JsonObject
            {
                [isLite ? "aws.greengrass.NucleusLite" : "aws.greengrass.Nucleus"] = Configured(
                    new JsonObject
                    {
                        ["awsRegion"] = Device.Settings.Region,
                        ["iotDataEndpoint"] = Device.Settings.DataEndpoint.ToString(),
                        ["iotCredEndpoint"] = Device.Settings.CredentialsEndpoint.ToString(),
                        ["iotRoleAlias"] = Device.Settings.RoleAlias,
                    }
                ),
                ["aws.greengrass.TokenExchangeService"] = Configured([]),
                [Component] = Configured(
                    new JsonObject
                    {
                        ["accessControl"] = new JsonObject
                        {
                            ["aws.greengrass.ipc.mqttproxy"] = new JsonObject
                            {
                                ["all"] = new JsonObject
                                {
                                    ["operations"] = new JsonArray("*"),
                                    ["resources"] = new JsonArray("*"),
                                },
                            },
                        },
                    },
                    "aws.greengrass.TokenExchangeService"
                ),
            },
        };

    private static JsonObject Configured(JsonObject configuration, params string[] dependencies) =>
        new()
        {
            ["configuration"] = configuration,
            ["dependencies"] = new JsonArray([.. dependencies.Select(name => (JsonNode)name)]),
        };
}
