using System.Diagnostics;
using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>The device's components: their descriptions, and the processes of those that run.</summary>
internal sealed class Components(JsonObject device, Nucleus nucleus) : IDisposable
{
    private readonly JsonObject _described = device["components"] as JsonObject ?? [];
    private readonly Dictionary<string, Process> _processes = [];
    private readonly Dictionary<string, string> _reported = [];
    private readonly Lock _gate = new();

    public IEnumerable<string> Names => _described.Select(component => component.Key);

    public bool Contains(string name) => _described.ContainsKey(name);

    public JsonObject ConfigurationOf(string name) => _described[name]?["configuration"] as JsonObject ?? [];

    /// <summary>Remembers what a component reports of itself.</summary>
    public void Report(string name, string state)
    {
        lock (_gate)
        {
            _reported[name] = state;
        }
    }

    /// <summary>What is known of a component: <c>pid</c> (null when it does not run), <c>reported</c>, <c>exitCode</c>.</summary>
    public JsonObject StatusOf(string name)
    {
        lock (_gate)
        {
            Process? process = _processes.GetValueOrDefault(name);
            bool ended = process?.HasExited ?? true;
            return new JsonObject
            {
                ["pid"] = ended ? null : process!.Id,
                ["exitCode"] = process is not null && ended ? process.ExitCode : null,
                ["reported"] = _reported.GetValueOrDefault(name),
            };
        }
    }

    /// <summary>The ids of the processes that run.</summary>
    public JsonArray ProcessIds()
    {
        lock (_gate)
        {
            return new JsonArray([
                .. _processes.Values.Where(process => !process.HasExited).Select(process => (JsonNode)process.Id),
            ]);
        }
    }

    /// <summary>Starts a component, as the nucleus does: in its work folder, with the nucleus' variables.</summary>
    public void Start(string name)
    {
        if (_described[name]?["run"] is not JsonArray run)
        {
            return;
        }

        string work = Path.Combine(nucleus.Options.Root, "work", name);
        Directory.CreateDirectory(work);
        var start = new ProcessStartInfo((string)run[0]!) { WorkingDirectory = work };
        foreach (JsonNode? argument in run.Skip(1))
        {
            start.ArgumentList.Add(argument!.ToString());
        }

        foreach ((string variable, string value) in nucleus.EnvironmentOf(name))
        {
            start.Environment[variable] = value;
        }

        foreach ((string variable, JsonNode? value) in _described[name]?["environment"] as JsonObject ?? [])
        {
            start.Environment[variable] = value?.ToString();
        }

        // The protocol with the test goes over our standard output; the component's words go to a log, as at the nucleus.
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        Process process = Process.Start(start)!;
        string log = Path.Combine(nucleus.Options.Root, $"{name}.log");
        process.OutputDataReceived += (_, line) => Log(log, line.Data);
        process.ErrorDataReceived += (_, line) => Log(log, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        lock (_gate)
        {
            _processes[name] = process;
        }
    }

    /// <summary>Ends a component's process and waits for it.</summary>
    public async Task StopAsync(string name)
    {
        Process? process;
        lock (_gate)
        {
            process = _processes.GetValueOrDefault(name);
        }

        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Ends and starts a component.</summary>
    public async Task RestartAsync(string name)
    {
        await StopAsync(name);
        Start(name);
    }

    /// <summary>Ends all components.</summary>
    public void Dispose()
    {
        foreach (Process process in _processes.Values)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            process.Dispose();
        }
    }

    private void Log(string file, string? line)
    {
        if (line is null)
        {
            return; // The end of the output.
        }

        lock (_gate)
        {
            File.AppendAllText(file, line + Environment.NewLine);
        }
    }
}
