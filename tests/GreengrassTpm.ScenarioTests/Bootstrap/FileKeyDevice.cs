using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Amazon.IoT;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.ScenarioTests.Component;
using GreengrassTpm.Testing;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>A device whose nucleus has key and certificate in files, as its installer leaves them, and systemd, which starts it.</summary>
internal sealed class FileKeyDevice : IAsyncDisposable
{
    private const string AllowAll = """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}
        """;

    private readonly NucleusFlavour _flavour;
    private readonly RotationGround _ground;
    private FakeServiceManager? _service;

    private FileKeyDevice(SoftwareTpm tpm, NucleusFlavour flavour)
    {
        _flavour = flavour;
        _ground = RotationGround.Unprovisioned(tpm);
    }

    public Device Device => _ground.Device;

    public LocalCloudServer Cloud => _ground.Cloud;

    public RotationGround Ground => _ground;

    public string KeyFile => Path.Combine(NucleusRoot, "privKey.key");

    public string CertificateFile => Path.Combine(NucleusRoot, "thingCert.crt");

    /// <summary>The id of the certificate in the file.</summary>
    public string FormerId { get; private set; } = "";

    /// <summary>The policies that it has.</summary>
    public static IReadOnlyList<string> Policies { get; } = ["GreengrassV2IoTThingPolicy", "OwnTopics"];

    public string NucleusRoot => Path.Combine(Device.Root, "greengrass/v2");

    public string EffectiveConfiguration => Path.Combine(NucleusRoot, "config/effectiveConfig.yaml");

    public string LiteConfiguration => Path.Combine(Device.Root, "etc/greengrass/config.yaml");

    public string LiteFragment => Path.Combine(Device.Root, "etc/greengrass/config.d/90-greengrass-tpm.yaml");

    /// <summary>What the nucleus reads first.</summary>
    public string Configuration =>
        _flavour == NucleusFlavour.Classic ? EffectiveConfiguration
        : File.Exists(LiteFragment) ? LiteFragment
        : LiteConfiguration;

    /// <summary>Every call of systemctl and systemd-run.</summary>
    public string SystemCalls => File.Exists(CallLog) ? File.ReadAllText(CallLog) : "";

    /// <summary>Variables of the nucleus' service: the token's store, unless a test has it otherwise.</summary>
    public Dictionary<string, string> ServiceEnvironment { get; private set; } = [];

    private string CallLog => Device.FileNamed("systemctl.log");

    private string Tools => Device.FileNamed("tools");

    /// <summary>The device, registered with its cloud; nothing runs yet.</summary>
    public static async Task<FileKeyDevice> MakeAsync(SoftwareTpm tpm, NucleusFlavour flavour)
    {
        FileKeyDevice device = new(tpm, flavour);
        await device.RegisterAsync();
        device.LayDownNucleus();
        device.ServiceEnvironment = new Dictionary<string, string>(device.Device.ServiceEnvironment)
        {
            ["PKCS11_PROVIDER_MODULE"] = SoftwareTpm.ModulePath,
        };
        return device;
    }

    /// <summary>Starts the nucleus as a service of systemd.</summary>
    public async Task StartAsync()
    {
        _service = await FakeServiceManager.StartAsync(StartNucleusAsync);
        LayDownSystemd(_service);
    }

    /// <summary>The certificate id of the nucleus' connection to the broker, once it has one.</summary>
    public async Task<string> ConnectionAsync()
    {
        string? id = null;
        await Task.Run(() =>
            Deadline.WaitFor(() => (id = Connection()) is not null, "the nucleus' connection to the broker")
        );
        return id!;
    }

    private string? Connection() =>
        Cloud
            .ClientsAsync()
            .GetAwaiter()
            .GetResult()
            .FirstOrDefault(client => client.ClientId == Device.ThingName)
            ?.CertificateId;

    /// <summary>Stops the service, as a person does.</summary>
    public Task StopAsync() => SystemctlAsync("stop");

    /// <summary>Starts the service again, as a person does.</summary>
    public Task StartAgainAsync() => SystemctlAsync("start");

    /// <summary><c>provision --from-files</c> with the credentials of the cloud's operator.</summary>
    public Command Move(params IEnumerable<string> arguments) =>
        Device.Provision(["--from-files", .. arguments]).With(Cloud.Environment).With(Variables);

    /// <summary><c>teardown</c> with the credentials of the cloud's operator.</summary>
    public Command Teardown(params IEnumerable<string> arguments) => Device.Teardown(Cloud, arguments).With(Variables);

    /// <summary>Has systemctl kill its caller, once.</summary>
    /// <param name="verb">At <c>stop</c>, after its effect, or at <c>start</c>, before.</param>
    public void KillAt(string verb) => File.WriteAllText(Device.FileNamed($"kill-at-{verb}"), "");

    /// <summary>Has systemd tell of the service, once it is started for the next time, that it has failed.</summary>
    public void FailAfterStart() => File.WriteAllText(Device.FileNamed("fails"), "");

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        _ground.Dispose();
    }

    private Dictionary<string, string> Variables =>
        new() { ["HOME"] = Device.Folder, ["PATH"] = $"{Tools}:{Environment.GetEnvironmentVariable("PATH")}" };

    private async Task SystemctlAsync(string verb) =>
        (
            await ChildProcess.RunAsync(
                new Command(Path.Combine(Device.Root, "usr/bin/systemctl"), verb, "greengrass.service")
            )
        ).OrThrow();

    private async Task RegisterAsync()
    {
        using AmazonIoTClient client = _ground.Operator();
        (string key, string request) = MakeKey();
        var issued = await client.CreateCertificateFromCsrAsync(request, true);
        await client.CreateThingAsync(new() { ThingName = Device.ThingName });
        await client.AttachThingPrincipalAsync(Device.ThingName, issued.CertificateArn);
        foreach (string policy in Policies)
        {
            await client.CreatePolicyAsync(policy, AllowAll);
            await client.AttachPolicyAsync(new() { PolicyName = policy, Target = issued.CertificateArn });
        }

        FormerId = issued.CertificateId;
        _ = Directory.CreateDirectory(NucleusRoot);
        _ = Directory.CreateDirectory(Path.Combine(Device.Root, "var/lib"));
        await File.WriteAllTextAsync(KeyFile, key);
        await File.WriteAllTextAsync(CertificateFile, issued.CertificatePem);
        await File.WriteAllTextAsync(Device.CloudAuthority, Cloud.CaPem);
    }

    /// <summary>A key and a request for its certificate: for the classic nucleus RSA, as its installer has AWS IoT make it.</summary>
    private (string Key, string Request) MakeKey()
    {
        if (_flavour == NucleusFlavour.Classic)
        {
            using var rsa = RSA.Create(2048);
            CertificateRequest asked = new("CN=files", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return (rsa.ExportRSAPrivateKeyPem(), asked.CreateSigningRequestPem());
        }

        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=files", ec, HashAlgorithmName.SHA256);
        return (ec.ExportPkcs8PrivateKeyPem(), request.CreateSigningRequestPem());
    }

    private void LayDownNucleus()
    {
        bool isClassic = _flavour == NucleusFlavour.Classic;
        Write(
            isClassic ? EffectiveConfiguration : LiteConfiguration,
            $"""
            ---
            system:
              certificateFilePath: "{CertificateFile}"
              privateKeyPath: "{KeyFile}"
              rootCaPath: "{Device.CloudAuthority}"
              {(isClassic ? "rootpath" : "rootPath")}: "{NucleusRoot}"
              thingName: "{Device.ThingName}"
            services:
              {(isClassic ? "aws.greengrass.Nucleus" : "aws.greengrass.NucleusLite")}:
                componentType: "NUCLEUS"
                configuration:
                  awsRegion: "{Cloud.Account.Region}"
                  iotRoleAlias: "{Device.RoleAlias}"
                  iotDataEndpoint: "{Cloud.MqttEndpoint}"
                  iotCredEndpoint: "{Cloud.CredentialsEndpoint}"

            """
        );
        if (isClassic)
        {
            Write(Path.Combine(NucleusRoot, "config/config.tlog"), "{}");
            Write(Path.Combine(NucleusRoot, "alts/current/distro/lib/Greengrass.jar"), "");
            Write(Path.Combine(NucleusRoot, "plugins/trusted/aws.greengrass.crypto.Pkcs11Provider.jar"), "");
        }

        WriteProgram(Path.Combine(Tools, "java"), $"exec '{FakeNucleusProcess.Program}' java \"$@\"");
    }

    private void LayDownSystemd(FakeServiceManager service)
    {
        _ = Directory.CreateDirectory(Path.Combine(Device.Root, "run/systemd/system"));
        string armed = Device.FileNamed("armed");
        string stopped = Device.FileNamed("stopped");
        string killAt = Device.FileNamed("kill-at-");
        string fails = Device.FileNamed("fails");
        string failed = Device.FileNamed("failed");
        string forward = string.Join(' ', service.Command.Select(word => $"'{word}'"));
        WriteProgram(
            Path.Combine(Device.Root, "usr/bin/systemd-run"),
            $"""
            echo "systemd-run $*" >> '{CallLog}'
            touch '{armed}'
            """
        );
        WriteProgram(
            Path.Combine(Device.Root, "usr/bin/systemctl"),
            $"""
            echo "$*" >> '{CallLog}'
            die() ( if [ -f '{killAt}'$1 ]; then rm '{killAt}'$1; kill -KILL $PPID; fi )
            case "$*" in
                *is-active*start-again*) test -f '{armed}' && echo active || echo inactive ;;
                *is-active*) test -f '{stopped}' && echo inactive || (test -f '{failed}' && echo failed) || echo active ;;
                *start-again*) rm -f '{armed}'; exit ;;
                stop*) {forward} "$@" && touch '{stopped}'; die stop ;;
                start*) die start; rm -f '{stopped}' '{failed}'; mv '{fails}' '{failed}' 2>/dev/null; exec {forward} "$@" ;;
                restart*) exec {forward} "$@" ;;
            esac
            exit 0
            """
        );
    }

    private Task<FakeNucleusProcess> StartNucleusAsync() =>
        FakeNucleusProcess.StartAsync(
            _flavour == NucleusFlavour.Lite ? "lite" : "classic",
            Device.FileNamed("nucleus"),
            new JsonObject { ["version"] = "2.17.0" },
            Configuration,
            ServiceEnvironment
        );

    private static void WriteProgram(string path, string script)
    {
        Write(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32("755", 8));
    }

    private static void Write(string path, string text)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
