using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>The device's components: their descriptions, and the processes of those that run.</summary>
internal sealed class Components(JsonObject described, Nucleus nucleus) : IAsyncDisposable
{
    private const string TokenExchangeService = "aws.greengrass.TokenExchangeService";

    private readonly Dictionary<string, ComponentProcess> _running = [];
    private readonly Dictionary<string, string> _reported = [];
    private readonly Lock _gate = new();

    public IEnumerable<string> Names => described.Select(component => component.Key);

    public bool Contains(string name) => described.ContainsKey(name);

    public JsonObject ConfigurationOf(string name) =>
        (described[name]?["configuration"] as JsonObject)?.DeepClone() as JsonObject ?? [];

    /// <summary>Whether a component's recipe names the token exchange among its dependencies.</summary>
    public bool DependsOnTokenExchange(string name) =>
        (described[name]?["dependencies"] as JsonArray ?? []).Any(dependency =>
            (string?)dependency == TokenExchangeService
        );

    /// <summary>Remembers what a component reports of itself.</summary>
    public void Report(string name, string state)
    {
        lock (_gate)
        {
            _reported[name] = state;
        }
    }

    /// <summary>What is known of a component: see <see cref="ComponentProcess.Status"/>, and <c>reported</c>.</summary>
    public JsonObject StatusOf(string name)
    {
        lock (_gate)
        {
            JsonObject status = _running.GetValueOrDefault(name)?.Status() ?? [];
            status["reported"] = _reported.GetValueOrDefault(name);
            return status;
        }
    }

    /// <summary>The ids of the processes that run.</summary>
    public JsonArray ProcessIds()
    {
        lock (_gate)
        {
            return new JsonArray([
                .. _running.Values.Select(process => process.Id).OfType<int>().Select(id => (JsonNode)id),
            ]);
        }
    }

    /// <summary>Installs and starts a component that has something to run, and starts it again when it fails.</summary>
    public void Start(string name)
    {
        if (described[name]?["run"] is JsonArray run)
        {
            var process = new ComponentProcess(
                ArgumentsOf(described[name]!["install"] as JsonArray ?? []),
                ArgumentsOf(run),
                Path.Combine(nucleus.Options.Root, "work", name),
                Path.Combine(nucleus.Options.Root, $"{name}.log"),
                VariablesOf(name)
            );
            lock (_gate)
            {
                _running[name] = process;
            }

            process.Start();
        }
    }

    /// <summary>Ends a component and waits for it.</summary>
    public async Task StopAsync(string name)
    {
        ComponentProcess? process;
        lock (_gate)
        {
            process = _running.GetValueOrDefault(name);
        }

        if (process is not null)
        {
            await process.StopAsync();
        }
    }

    /// <summary>Ends and starts a component.</summary>
    public async Task RestartAsync(string name)
    {
        await StopAsync(name);
        Start(name);
    }

    /// <summary>Ends all components, at once.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(Names.Select(StopAsync));

    private static string[] ArgumentsOf(JsonArray step) => [.. step.Select(argument => argument!.ToString())];

    private IEnumerable<(string Name, string Value)> VariablesOf(string component) =>
        [
            .. nucleus.EnvironmentOf(component),
            .. (described[component]?["environment"] as JsonObject ?? []).Select(variable =>
                (variable.Key, variable.Value?.ToString() ?? "")
            ),
        ];
}
