using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;

namespace GreengrassTpm.Demonstration;

/// <summary>The component at home in a nucleus: from a deployment's request to the last trace of the previous credential.</summary>
/// <param name="device">The device.</param>
/// <param name="cloud">The cloud that it is registered with.</param>
/// <param name="folder">A folder of the demonstration's own.</param>
/// <param name="thingName">The thing that it is.</param>
internal sealed class ComponentStory(Device device, LocalCloudServer cloud, PrivateFolder folder, string thingName)
    : IAsyncDisposable
{
    private const string Component = "com.greengrasstpm.CredentialRotator";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _nucleusRoot = folder.Folder("nucleus");
    private readonly string _restartScript = folder.File("restart.sh");
    private FakeServiceManager _service = null!;

    private string Log => Path.Combine(_nucleusRoot, $"{Component}.log");

    private string Journal => Path.Combine(device.State, "journal.jsonl");

    /// <summary>Starts a nucleus, with the configuration that provisioning has written, which runs the component.</summary>
    public async Task<string> StartAsync()
    {
        string configuration = Path.Combine(folder.Folder("nucleus/config"), "effectiveConfig.yaml");
        File.Copy(device.NucleusConfiguration, configuration);
        _service = await FakeServiceManager.StartAsync(() =>
            FakeNucleusProcess.StartAsync("classic", _nucleusRoot, Describe(), configuration, device.ServiceEnvironment)
        );
        IEnumerable<string> restart = _service.RestartCommand("greengrass.service").Select(word => $"'{word}'");
        await File.WriteAllTextAsync(_restartScript, $"exec {string.Join(' ', restart)}\n");
        await WaitAsync(() => LogLines().Any(line => line.Contains("GTPM-200 ", StringComparison.Ordinal)), "a report");
        string certificate = await ConnectedAsync();
        Stage.Print($"the nucleus is connected with certificate {certificate}");
        foreach (string line in LogLines())
        {
            Stage.Print(line);
        }

        return certificate;
    }

    /// <summary>Deploys a request for a rotation, and tells what happens until nothing is left of the previous credential.</summary>
    /// <param name="previous">The certificate in use.</param>
    /// <returns>The new one.</returns>
    public async Task<string> RotateAsync(string previous)
    {
        JsonObject answer = await _service.Nucleus.AskAsync(
            "deploy",
            Component,
            JsonNode.Parse("""{"merge":{"rotation":{"requestId":"demonstration"}}}""")!.AsObject()
        );
        Require(answer["failure"] is null, $"the deployment was refused: {answer["failure"]}");
        var clock = Stopwatch.StartNew();
        Tell(clock, "deployed: rotation.requestId is \"demonstration\"");
        HashSet<string> told = [.. States()];
        string status = "ACTIVE";
        int restarts = 0;
        await WaitAsync(
            () =>
            {
                foreach (string state in States().Where(told.Add))
                {
                    Tell(clock, $"rotation: {state}");
                }

                if (_service.Restarts != restarts)
                {
                    restarts = _service.Restarts;
                    Tell(clock, $"the nucleus was restarted (time {restarts})");
                }

                string now = StatusOf(previous);
                if (now != status)
                {
                    status = now;
                    Tell(clock, $"the previous certificate is {status}");
                }

                return told.Contains("Retired") && status == "deleted";
            },
            "the rotation's end"
        );
        string active = await ConnectedAsync();
        Require(active != previous, "the nucleus still uses the previous certificate");
        Require(_service.Restarts == 1, $"the nucleus was restarted {_service.Restarts} times");
        Tell(clock, $"the nucleus is connected with certificate {active}");
        return active;
    }

    /// <summary>Shows what an operator sees of it in the cloud: who did what with the certificates, and the report.</summary>
    /// <param name="previous">The certificate that was in use before.</param>
    /// <param name="active">The certificate in use.</param>
    /// <returns>The report in the named shadow.</returns>
    public async Task<JsonNode> ShowReportAsync(string previous, string active)
    {
        foreach (RecordedCall call in cloud.Calls.Where(call => ChangesCertificates(call, previous)))
        {
            Stage.Print($"the previous certificate's session: {call.Operation}");
        }

        await WaitAsync(() => (string?)Report?["rotation"]?["state"] == "Retired", "the report");
        Require((string?)Report!["certificateId"] == active, "the report names another certificate");
        Stage.Print($"named shadow credential of {thingName}: {Report.ToJsonString()}");
        return Report;
    }

    /// <summary>Shows the component's log of the rotation.</summary>
    public int ShowLog()
    {
        string[] lines = [.. LogLines().Where(line => line.Contains(" GTPM-3", StringComparison.Ordinal))];
        Stage.Print(string.Join('\n', lines));
        return lines.Length;
    }

    public ValueTask DisposeAsync() => _service?.DisposeAsync() ?? ValueTask.CompletedTask;

    private JsonNode? Report => cloud.Shadow(thingName, "credential")?["reported"];

    // The name of a session is the certificate by which it was obtained.
    private static bool ChangesCertificates(RecordedCall call, string certificateId) =>
        call.Caller?.EndsWith($"/{certificateId}", StringComparison.Ordinal) == true
        && call.Operation
            is "CreateCertificateFromCsr"
                or "AttachPolicy"
                or "AttachThingPrincipal"
                or "DetachThingPrincipal"
                or "UpdateCertificate"
                or "DeleteCertificate";

    private static void Tell(Stopwatch clock, string text) =>
        Stage.Print(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds, 6:0.00} s  {text}"));

    private JsonObject Describe()
    {
        JsonObject description = JsonNode.Parse(DeviceDescription)!.AsObject();
        JsonObject nucleus = description["services"]!["aws.greengrass.Nucleus"]!["configuration"]!.AsObject();
        nucleus["iotDataEndpoint"] = cloud.MqttEndpoint;
        nucleus["iotCredEndpoint"] = cloud.CredentialsEndpoint;
        JsonObject component = description["services"]![Component]!.AsObject();
        component["run"] = new JsonArray([.. RunCommand().Select(word => (JsonNode)word)]);
        component["environment"] = new JsonObject(
            cloud
                .Environment.Where(variable => variable.Key.StartsWith("AWS_ENDPOINT", StringComparison.Ordinal))
                .Select(variable => KeyValuePair.Create(variable.Key, (JsonNode?)variable.Value))
        );
        // On a device it is empty, and systemd restarts the nucleus.
        component["configuration"]!["rotation"]!["restartCommand"] = new JsonArray("/bin/sh", _restartScript);
        return description;
    }

    private IEnumerable<string> RunCommand()
    {
        Command command = device.Component("run");
        return [command.Program, .. command.Arguments];
    }

    private string[] LogLines() => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    private IEnumerable<string> States() =>
        File.Exists(Journal)
            ? File.ReadAllLines(Journal)
                .Select(line => (string?)JsonNode.Parse(line)?["record"]?["state"])
                .OfType<string>()
                .Distinct()
            : [];

    private string StatusOf(string certificateId) =>
        cloud.Snapshot().Certificates.FirstOrDefault(one => one.Id == certificateId)?.Status ?? "deleted";

    private async Task<string> ConnectedAsync()
    {
        string? found = null;
        await WaitAsync(
            () =>
                (found = cloud.ClientsAsync().Result.FirstOrDefault(one => one.ClientId == thingName)?.CertificateId)
                    is not null,
            "the nucleus' connection"
        );
        return found!;
    }

    private static Task WaitAsync(Func<bool> condition, string description) =>
        Task.Run(() => Deadline.WaitFor(condition, description, Patience));

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    private const string DeviceDescription = """
        {
          "version": "2.17.0",
          "services": {
            "aws.greengrass.Nucleus": { "configuration": {} },
            "com.greengrasstpm.CredentialRotator": {
              "dependencies": ["aws.greengrass.TokenExchangeService"],
              "configuration": {
                "rotation": { "retireAfter": "2s" },
                "accessControl": {
                  "aws.greengrass.ipc.mqttproxy": {
                    "com.greengrasstpm.CredentialRotator:mqttproxy:1": {
                      "operations": ["aws.greengrass#PublishToIoTCore", "aws.greengrass#SubscribeToIoTCore"],
                      "resources": ["$aws/things/*/jobs/*", "$aws/things/*/shadow/name/credential/*"]
                    }
                  }
                }
              }
            }
          }
        }
        """;
}
