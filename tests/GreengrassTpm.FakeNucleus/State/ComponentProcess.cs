using System.Diagnostics;
using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>
/// A component's process under supervision: first its install step, then what it runs; in its work folder, its words in a log,
/// started again when it fails until it has failed too often, and told to end before it is made to.
/// </summary>
internal sealed class ComponentProcess(
    string[] install,
    string[] run,
    string workFolder,
    string log,
    IEnumerable<(string Name, string Value)> variables
)
{
    // Both nuclei give up after the third.
    private const int FailuresAllowed = 3;
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private Process? _process;
    private string _state = "NEW";
    private int _starts;
    private bool _stopping;
    private bool _installed = install.Length == 0;

    /// <summary>The process' id; null when none runs.</summary>
    public int? Id
    {
        get
        {
            lock (_gate)
            {
                return _process is { HasExited: false } process ? process.Id : null;
            }
        }
    }

    /// <summary><c>pid</c> (null when it does not run), <c>exitCode</c>, <c>state</c> as the nucleus calls it, <c>starts</c>.</summary>
    public JsonObject Status()
    {
        lock (_gate)
        {
            bool ended = _process?.HasExited ?? true;
            return new JsonObject
            {
                ["pid"] = ended ? null : _process!.Id,
                ["exitCode"] = _process is not null && ended ? _process.ExitCode : null,
                ["state"] = _state,
                ["starts"] = _starts,
            };
        }
    }

    public void Start()
    {
        Directory.CreateDirectory(workFolder);
        string[] step = _installed ? run : install;
        var start = new ProcessStartInfo(step[0], step[1..])
        {
            WorkingDirectory = workFolder,
            // The protocol with the test goes over our own standard streams.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string variable, string value) in variables)
        {
            start.Environment[variable] = value;
        }

        lock (_gate)
        {
            if (_stopping)
            {
                return;
            }

            _process = Process.Start(start)!;
            _state = _installed ? "RUNNING" : "NEW";
            _starts++;
        }

        _process.StandardInput.Close();
        _process.OutputDataReceived += (_, line) => Log(line.Data);
        _process.ErrorDataReceived += (_, line) => Log(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _ = SuperviseAsync(_process);
    }

    /// <summary>SIGTERM, some time, SIGKILL.</summary>
    public async Task StopAsync()
    {
        Process? process;
        lock (_gate)
        {
            _stopping = true;
            process = _process;
        }

        if (process is not { HasExited: false })
        {
            return;
        }

        Signals.Terminate(process.Id);
        try
        {
            using var patience = new CancellationTokenSource(TimeToEnd);
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private async Task SuperviseAsync(Process process)
    {
        await process.WaitForExitAsync();
        lock (_gate)
        {
            _state =
                !_installed && process.ExitCode == 0 ? "INSTALLED"
                : _stopping || process.ExitCode == 0 ? "FINISHED"
                : _starts < FailuresAllowed ? "ERRORED"
                : "BROKEN";
            if (_state == "INSTALLED")
            {
                (_installed, _starts) = (true, 0);
            }
        }

        if (_state is "ERRORED" or "INSTALLED")
        {
            Start();
        }
    }

    private void Log(string? line)
    {
        if (line is null)
        {
            return; // The end of the output.
        }

        lock (_gate)
        {
            File.AppendAllText(log, line + Environment.NewLine);
        }
    }
}
