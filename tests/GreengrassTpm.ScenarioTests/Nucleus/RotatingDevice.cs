using System.Globalization;
using System.Text.Json.Nodes;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>A device on which the nucleus runs the published <c>greengrass-tpm</c> as the component that it is.</summary>
internal sealed class RotatingDevice : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly JsonObject _configuration;
    private readonly bool _lite;
    private Action<RotatingDevice, Greengrass>? _prepare;

    private RotatingDevice(NucleusFlavour flavour, JsonObject rotation)
    {
        _lite = flavour == NucleusFlavour.Lite;
        _configuration = JsonNode.Parse(AccessControl)!.AsObject();
        rotation["confirmWithin"] ??= "8s";
        rotation["retireAfter"] ??= "0s";
        _configuration["rotation"] = rotation;
    }

    public Greengrass Greengrass { get; private set; } = null!;

    /// <summary>The component's program: another version from the nucleus' next start on.</summary>
    public string? Program { get; set; } = PublishedExecutables.Find("greengrass-tpm");

    /// <summary>The script of the recipe's install step, which puts the program where it is then run; null for a program that is in place.</summary>
    public string? InstallStep { get; set; }

    /// <summary>Whether systemctl below the device's root restarts the nucleus; see <see cref="LayDownSystemd"/>.</summary>
    public bool UsesSystemd { get; private set; }

    /// <summary>Variables that the component gets beside those of its nucleus, from its next start on.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public CloudOfDevice Cloud => Greengrass.Cloud;

    public Device Device => Greengrass.Device;

    /// <summary>The restart of the nucleus waits as long as this file is there.</summary>
    private string HeldRestart => Device.FileNamed("restart-held");

    private string RestartScript => Device.FileNamed("restart.sh");

    /// <summary>The component's log: of all its instances.</summary>
    public string Log
    {
        get
        {
            string path = Path.Combine(Greengrass.NucleusRoot, $"{Greengrass.Component}.log");
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
    }

    /// <summary>The rotations that the journal tells of.</summary>
    public RotationHistory History => Journal.Open(Path.Combine(Device.State, "journal.jsonl")).History;

    /// <summary>What the named shadow reports.</summary>
    public JsonNode? Shadow => Cloud.Server.Shadow(Device.ThingName, "credential")?["reported"];

    /// <summary>Starts the device, and waits until the component has examined it, or for other words in its log.</summary>
    /// <param name="tpm">The chip.</param>
    /// <param name="flavour">Which nucleus.</param>
    /// <param name="rotation">The part <c>rotation</c> of the component's configuration.</param>
    /// <param name="prepare">Changes the device before its nucleus starts for the first time.</param>
    /// <param name="until">The words to wait for.</param>
    public static async Task<RotatingDevice> StartAsync(
        SoftwareTpm tpm,
        NucleusFlavour flavour = NucleusFlavour.Classic,
        JsonObject? rotation = null,
        Action<RotatingDevice, Greengrass>? prepare = null,
        string until = "GTPM-200 "
    )
    {
        var device = new RotatingDevice(flavour, rotation ?? []) { _prepare = prepare };
        device.Greengrass = await Greengrass.StartAsync(tpm, flavour, device.Describe);
        await device.WriteRestartScriptAsync();
        await device.WaitForLogAsync(until);
        return device;
    }

    /// <summary>Deploys a change of the component's configuration.</summary>
    /// <param name="change">The change.</param>
    /// <param name="patience">How long the nucleus waits for an answer, and before it asks again; null for long.</param>
    /// <returns>Why it was refused; null where it was not.</returns>
    public async Task<string?> DeployAsync(JsonObject change, TimeSpan? patience = null)
    {
        JsonObject answer = await Greengrass.Service.Nucleus.AskAsync(
            "deploy",
            Greengrass.Component,
            new JsonObject { ["merge"] = change.DeepClone(), ["patience"] = patience?.TotalSeconds }
        );
        var failure = (string?)answer["failure"];
        if (failure is null)
        {
            Merge(_configuration, change);
        }

        return failure;
    }

    /// <summary>Makes the device one on which systemd runs: a systemctl that logs its calls, and restarts the nucleus.</summary>
    public void LayDownSystemd(Greengrass greengrass)
    {
        UsesSystemd = true;
        _ = Directory.CreateDirectory(Path.Combine(greengrass.Device.Root, "run/systemd/system"));
        string systemctl = Path.Combine(greengrass.Device.Root, "usr/bin/systemctl");
        _ = Directory.CreateDirectory(Path.GetDirectoryName(systemctl)!);
        File.WriteAllText(
            systemctl,
            $"""
            #!/bin/sh
            echo "$*" >> '{greengrass.Device.FileNamed("systemctl.log")}'
            case "$*" in
                *greengrass.service*|*ggl.core.*) exec /bin/sh '{greengrass.Device.FileNamed("restart.sh")}' ;;
            esac

            """
        );
        File.SetUnixFileMode(systemctl, (UnixFileMode)Convert.ToInt32("755", 8));
    }

    /// <summary>Sets the component's configuration as its next start finds it.</summary>
    public void Configure(JsonObject change) => Merge(_configuration, change);

    /// <summary>The component as its nucleus sees it: <c>pid</c>, <c>state</c>, <c>exitCode</c>, <c>reported</c>.</summary>
    public Task<JsonObject> StatusAsync() => AskAsync("status");

    /// <summary>Starts the component anew, as a deployment of another version does.</summary>
    public Task RestartComponentAsync() => AskAsync("restart");

    /// <summary>Ends the component as its nucleus does: SIGTERM, and some time.</summary>
    public Task StopComponentAsync() => AskAsync("stop");

    /// <summary>Kills the component. Its nucleus starts it again; after the third time, an operator does.</summary>
    public async Task KillComponentAsync()
    {
        int? killed = await ProcessIdAsync();
        if (killed is { } id)
        {
            Signal(id, UnixSignal.Kill);
        }

        while (true)
        {
            JsonObject status = await StatusAsync();
            if ((string?)status["state"] == "BROKEN")
            {
                await RestartComponentAsync();
                return;
            }

            if ((int?)status["pid"] is { } now && now != killed)
            {
                return;
            }
        }
    }

    /// <summary>Lets the component stand still until the returned object is disposed of.</summary>
    public async Task<IDisposable> FreezeComponentAsync()
    {
        int id = await ProcessIdAsync() ?? throw new InvalidOperationException("The component does not run.");
        Signal(id, UnixSignal.Stop);
        return new OnDispose(() => Signal(id, UnixSignal.Continue));
    }

    /// <summary>A rotation has come to its end, whatever came between: the new credential is the one that everybody uses.</summary>
    public async Task AssertRotatedAsync()
    {
        await WaitForAsync(RotationState.Retired);
        string active = Assert.Single(Cloud.CertificatesOfThing());
        Assert.NotEqual(Greengrass.FirstCertificateId, active);
        Assert.Equal(active, await Greengrass.TokenExchangeIdentityAsync());
        Assert.Equal(3, Device.Objects().Count);
        Assert.Single(History.Rotations);
    }

    /// <summary>A rotation has come to an end without a new credential: the first one is the one that everybody uses.</summary>
    public async Task AssertUnchangedAsync(RotationState end)
    {
        await WaitForAsync(end);
        Assert.Equal(Greengrass.FirstCertificateId, Assert.Single(Cloud.CertificatesOfThing()));
        Assert.Equal(Greengrass.FirstCertificateId, await Greengrass.TokenExchangeIdentityAsync());
        Assert.Equal(3, Device.Objects().Count);
        Assert.Single(History.Rotations);
    }

    /// <summary>Deploys a request for a rotation.</summary>
    public Task<string?> RequestAsync(string requestId) =>
        DeployAsync(new JsonObject { ["rotation"] = new JsonObject { ["requestId"] = requestId } });

    /// <summary>Lets no restart of the nucleus happen until the returned object is disposed of.</summary>
    public IDisposable HoldRestart()
    {
        File.WriteAllText(HeldRestart, "");
        return new OnDispose(() => File.Delete(HeldRestart));
    }

    /// <summary>Waits until the journal's latest rotation has come to a state.</summary>
    public Task<Rotation> WaitForAsync(RotationState state) =>
        WaitForAsync(rotation => rotation.State == state, $"{state}");

    /// <summary>Waits until the journal's latest rotation has come so far.</summary>
    public async Task<Rotation> WaitForAsync(Func<Rotation, bool> condition, string description)
    {
        await WaitAsync(() => History.Rotations is [.., var latest] && condition(latest), description);
        return History.Rotations[^1];
    }

    /// <summary>Waits for words in the component's log.</summary>
    public Task WaitForLogAsync(string words) =>
        WaitAsync(() => Log.Contains(words, StringComparison.Ordinal), $"\"{words}\" in the log");

    /// <summary>Waits for a condition; its failure shows the component's log.</summary>
    public async Task WaitAsync(Func<bool> condition, string description)
    {
        try
        {
            await Task.Run(() => Deadline.WaitFor(condition, description, Patience));
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"{error.Message} The component's log:{Environment.NewLine}{Log}", error);
        }
    }

    public ValueTask DisposeAsync() => Greengrass.DisposeAsync();

    private JsonObject Describe(Greengrass greengrass)
    {
        _prepare?.Invoke(this, greengrass);
        _prepare = null;
        LayDownConfiguration(greengrass);
        if (Program is null)
        {
            return [];
        }

        if (!UsesSystemd)
        {
            _configuration["rotation"]!["restartCommand"] ??= new JsonArray(
                "/bin/sh",
                greengrass.Device.FileNamed("restart.sh")
            );
        }

        string endpoint = greengrass.Cloud.Server.ControlEndpoint.AbsoluteUri;
        return new JsonObject
        {
            ["install"] = InstallStep is null ? [] : new JsonArray("/bin/sh", InstallStep),
            ["run"] = new JsonArray(Program, "run", "--root", greengrass.Device.Root),
            ["dependencies"] = new JsonArray("aws.greengrass.TokenExchangeService"),
            ["environment"] = new JsonObject([
                .. Variables
                    .Append(KeyValuePair.Create("AWS_ENDPOINT_URL_IOT", endpoint))
                    .Append(KeyValuePair.Create("AWS_ENDPOINT_URL_STS", endpoint))
                    .Select(variable => KeyValuePair.Create(variable.Key, (JsonNode?)variable.Value)),
            ]),
            ["configuration"] = _configuration.DeepClone(),
        };
    }

    // Where each nucleus has its own configuration on a device.
    private void LayDownConfiguration(Greengrass greengrass)
    {
        string target = _lite
            ? Path.Combine(greengrass.Device.Root, "etc/greengrass/config.d/10-greengrass-tpm.yaml")
            : Path.Combine(greengrass.NucleusRoot, "config/effectiveConfig.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(greengrass.NucleusFile, target, overwrite: true);
    }

    private Task WriteRestartScriptAsync()
    {
        string[] units = _lite
            ? ["ggl.core.iotcored.service", "ggl.core.tesd.service", "ggl.core.ggdeploymentd.service"]
            : ["greengrass.service"];
        IReadOnlyList<string> command = Greengrass.Service.RestartCommand(units);
        return File.WriteAllTextAsync(
            RestartScript,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                while test -e '{HeldRestart}'; do sleep 0.05; done
                exec {string.Join(' ', command.Select(argument => $"'{argument}'"))}

                """
            )
        );
    }

    private static void Merge(JsonObject target, JsonObject change)
    {
        foreach ((string key, JsonNode? value) in change)
        {
            if (value is JsonObject inner && target[key] is JsonObject existing)
            {
                Merge(existing, inner);
            }
            else
            {
                target[key] = value?.DeepClone();
            }
        }
    }

    private async Task<JsonObject> AskAsync(string command)
    {
        while (true)
        {
            try
            {
                return await Greengrass.Service.Nucleus.AskAsync(command, Greengrass.Component);
            }
            catch (Exception error) when (error is ObjectDisposedException or InvalidOperationException or IOException)
            {
                // The nucleus is being restarted.
                await Task.Yield();
            }
        }
    }

    private async Task<int?> ProcessIdAsync() => (int?)(await StatusAsync())["pid"];

    private static void Signal(int process, UnixSignal signal) =>
        _ = ChildProcess.Run(
            new Command("kill", "-s", ((int)signal).ToString(CultureInfo.InvariantCulture), $"{process}")
        );

    private sealed class OnDispose(Action act) : IDisposable
    {
        public void Dispose() => act();
    }

    private const string AccessControl = """
        {
          "accessControl": {
            "aws.greengrass.ipc.mqttproxy": {
              "rotator": {
                "operations": ["aws.greengrass#PublishToIoTCore", "aws.greengrass#SubscribeToIoTCore"],
                "resources": ["$aws/things/*/jobs/*", "$aws/things/*/shadow/name/credential/*"]
              }
            }
          }
        }
        """;
}
