using System.Diagnostics;
using System.Text.Json.Nodes;

namespace GreengrassTpm.Testing;

/// <summary>
/// A fake nucleus in a process of its own (the project GreengrassTpm.FakeNucleus, which the test project must reference). It
/// ends when its standard input does, and so never outlives the tests.
/// </summary>
public sealed class FakeNucleusProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly SemaphoreSlim _asking = new(1);
    private readonly List<Process> _orphans = [];
    private bool _disposed;

    private FakeNucleusProcess(Process process, string socketPath)
    {
        _process = process;
        SocketPath = socketPath;
    }

    /// <summary>The socket's absolute path.</summary>
    public string SocketPath { get; }

    /// <summary>The process' id.</summary>
    public int Id => _process.Id;

    /// <summary>The program, which is built beside the tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "GreengrassTpm.FakeNucleus");

    /// <summary>Starts a nucleus and waits until it listens.</summary>
    /// <param name="flavour"><c>classic</c> or <c>lite</c>.</param>
    /// <param name="root">The nucleus' root folder.</param>
    /// <param name="device">The device: system, services, version; see the program's DeviceFile.</param>
    /// <param name="configuration">The nucleus' own configuration file, over which the device is laid; null for none.</param>
    /// <param name="environment">Variables of its service: how to reach the TPM and the token's store.</param>
    public static async Task<FakeNucleusProcess> StartAsync(
        string flavour,
        string root,
        JsonObject device,
        string? configuration = null,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        ArgumentNullException.ThrowIfNull(device);
        Directory.CreateDirectory(root);
        string file = Path.Combine(root, "device.json");
        await File.WriteAllTextAsync(file, device.ToJsonString());
        string[] first = configuration is null ? [] : ["--device", configuration];
        var start = new ProcessStartInfo(Program, ["--flavour", flavour, "--root", root, .. first, "--device", file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        string ready =
            await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("It ended at once.");
        return new FakeNucleusProcess(process, (string)JsonNode.Parse(ready)!["socket"]!);
    }

    /// <summary>Tells the nucleus to do something; see its ControlChannel.</summary>
    /// <param name="command">The command's name.</param>
    /// <param name="component">The component it is about.</param>
    /// <param name="more">Further members.</param>
    public async Task<JsonObject> AskAsync(string command, string component = "", JsonObject? more = null)
    {
        JsonObject line = more ?? [];
        line["do"] = command;
        line["component"] = component;
        await _asking.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(line.ToJsonString());
            await _process.StandardInput.FlushAsync();
            string? answer = await _process.StandardOutput.ReadLineAsync();
            return (JsonObject)JsonNode.Parse(answer ?? throw new InvalidOperationException("The nucleus has ended."))!;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Has the nucleus commit a fault at the next message of a kind; see its Misbehaviour.</summary>
    /// <param name="on">An operation, <c>event:</c> and an operation, <c>CONNECT</c>, or <c>*</c>.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="times">How often.</param>
    public Task MisbehaveAsync(string on, string fault, int times = 1) =>
        AskAsync(
            "misbehave",
            more: new JsonObject
            {
                ["rule"] = new JsonObject
                {
                    ["on"] = on,
                    ["do"] = fault,
                    ["times"] = times,
                    ["milliseconds"] = 50,
                },
            }
        );

    /// <summary>Ends the nucleus as SIGKILL does. Its components stay behind, as in life, until this object is disposed of.</summary>
    public async Task KillAsync()
    {
        JsonArray ids = (await AskAsync("processes"))["ids"]!.AsArray();
        _orphans.AddRange(ids.Select(id => Find((int)id!)).OfType<Process>());
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    private static Process? Find(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    /// <summary>Ends the nucleus and its components.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
        }

        foreach (Process orphan in _orphans)
        {
            orphan.Kill();
            orphan.Dispose();
        }

        _orphans.Clear();
        _process.Dispose();
        _asking.Dispose();
    }
}
