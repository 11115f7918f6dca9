using System.Text.Json.Nodes;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Testing;

namespace GreengrassTpm.Tests.GreengrassIpc;

/// <summary>A device with a fake nucleus and some components on it.</summary>
public sealed class NucleusDevice : IAsyncDisposable
{
    public const string Own = "com.example.Own";
    public const string Other = "com.example.Other";
    public const string Sleeper = "com.example.Sleeper";
    public const string Printer = "com.example.Printer";
    public const string Failing = "com.example.Failing";
    public const string Polite = "com.example.Polite";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("nucleus-");
    private readonly NucleusFlavour _flavour;

    private NucleusDevice(NucleusFlavour flavour) => _flavour = flavour;

    public FakeNucleusProcess Nucleus { get; private set; } = null!;

    public string Root => _root.FullName;

    public static async Task<NucleusDevice> StartAsync(NucleusFlavour flavour)
    {
        var device = new NucleusDevice(flavour);
        await device.StartNucleusAsync();
        return device;
    }

    /// <summary>Starts another nucleus process on the device, with tokens of its own.</summary>
    public async Task StartNucleusAsync() =>
        Nucleus = await FakeNucleusProcess.StartAsync(
            _flavour == NucleusFlavour.Lite ? "lite" : "classic",
            Root,
            Describe()
        );

    /// <summary>What the nucleus gives a component, as options.</summary>
    public async Task<GreengrassIpcOptions> OptionsAsync(string component = Own, TimeSpan? requestTimeout = null)
    {
        JsonObject environment = await Nucleus.AskAsync("environment", component);
        return new GreengrassIpcOptions
        {
            SocketPath = (string)environment[GreengrassIpcOptions.SocketPathVariable]!,
            AuthToken = (string)environment[GreengrassIpcOptions.AuthTokenVariable]!,
            Flavour = _flavour,
            FirstPause = TimeSpan.FromMilliseconds(5),
            LongestPause = TimeSpan.FromMilliseconds(50),
            RequestTimeout = requestTimeout ?? TimeSpan.FromSeconds(60),
        };
    }

    public async Task<GreengrassIpcClient> ConnectAsync(string component = Own) =>
        await GreengrassIpcClient.ConnectAsync(await OptionsAsync(component));

    public async ValueTask DisposeAsync()
    {
        await Nucleus.DisposeAsync();
        _root.Delete(recursive: true);
    }

    private JsonObject Describe() =>
        new()
        {
            ["version"] = "2.17.0",
            ["hasConnectionStatus"] = true,
            ["system"] = new JsonObject { ["thingName"] = "thing-1", ["rootCaPath"] = "/ca.pem" },
            ["services"] = new JsonObject
            {
                [$"aws.greengrass.Nucleus{(_flavour == NucleusFlavour.Lite ? "Lite" : "")}"] = Component(
                    new JsonObject { ["awsRegion"] = "eu-central-1" }
                ),
                [Own] = Component(
                    new JsonObject
                    {
                        ["interval"] = "1h",
                        ["validated"] = "1h",
                        ["nested"] = new JsonObject { ["leaf"] = "value", ["list"] = new JsonArray(1, 2) },
                        ["accessControl"] = new JsonObject
                        {
                            ["aws.greengrass.ipc.pubsub"] = Policy("*", "open/*"),
                            ["aws.greengrass.ipc.mqttproxy"] = Policy("*", "$aws/things/{iot:thingName}/*", "mqtt/+/x"),
                            ["aws.greengrass.Cli"] = Policy("aws.greengrass#RestartComponent", "com.example.*"),
                        },
                    }
                ),
                [Other] = Component(new JsonObject { ["shared"] = true }),
                ["aws.greengrass.Cli"] = Component([]),
                [Sleeper] = Component([], "/bin/sleep", "3600"),
                [Printer] = Component([], "/usr/bin/env"),
                [Failing] = Component([], "/bin/false"),
                [Polite] = Component(
                    [],
                    "/bin/sh",
                    "-c",
                    "trap 'echo told to end; exit 0' TERM; echo ready; while :; do sleep 0.02; done"
                ),
            },
        };

    private static JsonObject Component(JsonObject configuration, params string[] run)
    {
        var component = new JsonObject { ["configuration"] = configuration };
        if (run.Length > 0)
        {
            component["run"] = new JsonArray([.. run.Select(argument => (JsonNode)argument)]);
        }

        return component;
    }

    private static JsonObject Policy(string operation, params string[] resources) =>
        new()
        {
            ["policy-1"] = new JsonObject
            {
                ["operations"] = new JsonArray(operation),
                ["resources"] = new JsonArray([.. resources.Select(resource => (JsonNode)resource)]),
            },
        };
}
