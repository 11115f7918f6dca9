using System.Globalization;
using System.Text.Json.Nodes;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Testing;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>A device on which the nucleus runs the published <c>greengrass-tpm</c> as the component that it is.</summary>
internal sealed class RotatingDevice : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly JsonObject _configuration;
    private readonly bool _lite;

    private RotatingDevice(NucleusFlavour flavour, JsonObject rotation)
    {
        _lite = flavour == NucleusFlavour.Lite;
        _configuration = JsonNode.Parse(AccessControl)!.AsObject();
        rotation["confirmWithin"] ??= "8s";
        rotation["retireAfter"] ??= "0s";
        _configuration["rotation"] = rotation;
    }

    public Greengrass Greengrass { get; private set; } = null!;

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

    /// <summary>Starts the device, and waits until the component has examined it.</summary>
    /// <param name="tpm">The chip.</param>
    /// <param name="flavour">Which nucleus.</param>
    /// <param name="rotation">The part <c>rotation</c> of the component's configuration.</param>
    public static async Task<RotatingDevice> StartAsync(
        SoftwareTpm tpm,
        NucleusFlavour flavour = NucleusFlavour.Classic,
        JsonObject? rotation = null
    )
    {
        var device = new RotatingDevice(flavour, rotation ?? []);
        device.Greengrass = await Greengrass.StartAsync(tpm, flavour, device.Describe);
        await device.WriteRestartScriptAsync();
        await device.WaitForLogAsync("GTPM-200 ");
        return device;
    }

    /// <summary>Deploys a change of the component's configuration.</summary>
    /// <returns>Why it was refused; null where it was not.</returns>
    public async Task<string?> DeployAsync(JsonObject change)
    {
        JsonObject answer = await Greengrass.Service.Nucleus.AskAsync(
            "deploy",
            Greengrass.Component,
            new JsonObject { ["merge"] = change.DeepClone() }
        );
        var failure = (string?)answer["failure"];
        if (failure is null)
        {
            Merge(_configuration, change);
        }

        return failure;
    }

    /// <summary>Deploys a request for a rotation.</summary>
    public Task<string?> RequestAsync(string requestId) =>
        DeployAsync(new JsonObject { ["rotation"] = new JsonObject { ["requestId"] = requestId } });

    /// <summary>Lets no restart of the nucleus happen until the returned object is disposed of.</summary>
    public IDisposable HoldRestart()
    {
        File.WriteAllText(HeldRestart, "");
        return new Hold(HeldRestart);
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
        LayDownConfiguration(greengrass);
        _configuration["rotation"]!["restartCommand"] ??= new JsonArray(
            "/bin/sh",
            greengrass.Device.FileNamed("restart.sh")
        );
        return new JsonObject
        {
            ["run"] = new JsonArray(
                PublishedExecutables.Find("greengrass-tpm"),
                "run",
                "--root",
                greengrass.Device.Root
            ),
            ["dependencies"] = new JsonArray("aws.greengrass.TokenExchangeService"),
            ["environment"] = new JsonObject
            {
                ["AWS_ENDPOINT_URL_IOT"] = greengrass.Cloud.Server.ControlEndpoint.AbsoluteUri,
                ["AWS_ENDPOINT_URL_STS"] = greengrass.Cloud.Server.ControlEndpoint.AbsoluteUri,
            },
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

    private sealed class Hold(string file) : IDisposable
    {
        public void Dispose() => File.Delete(file);
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
