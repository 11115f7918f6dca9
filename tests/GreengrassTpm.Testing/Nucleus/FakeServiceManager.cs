using System.Net.Sockets;
using System.Text.Json;

namespace GreengrassTpm.Testing;

/// <summary>
/// Plays systemd for one fake nucleus: starts it, and restarts it, or nucleus lite's daemons, when somebody runs
/// <see cref="RestartCommand"/> or <see cref="Command"/>. A restart is a new process with new tokens; the components end with the old one.
/// </summary>
public sealed class FakeServiceManager : IAsyncDisposable
{
    private const string DaemonPrefix = "ggl.core.";
    private const string ServiceSuffix = ".service";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("systemd-");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _lifetime = new();
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly Func<Task<FakeNucleusProcess>> _start;
    private readonly List<FakeNucleusProcess> _killed = [];
    private Task _serving = Task.CompletedTask;
    private int _restarts;
    private int _restartIsQueued;

    private FakeServiceManager(Func<Task<FakeNucleusProcess>> start) => _start = start;

    /// <summary>The nucleus that runs now.</summary>
    public FakeNucleusProcess Nucleus { get; private set; } = null!;

    /// <summary>How often the nucleus was restarted since the beginning.</summary>
    public int Restarts => Volatile.Read(ref _restarts);

    private string SocketPath => Path.Combine(_folder.FullName, "socket");

    /// <summary>Starts a nucleus as a service.</summary>
    /// <param name="start">Starts a process of it.</param>
    public static async Task<FakeServiceManager> StartAsync(Func<Task<FakeNucleusProcess>> start)
    {
        var manager = new FakeServiceManager(start);
        manager._listener.Bind(new UnixDomainSocketEndPoint(manager.SocketPath));
        manager._listener.Listen();
        manager.Nucleus = await manager._start();
        manager._serving = manager.ServeAsync();
        return manager;
    }

    /// <summary>The argument list that restarts units, in place of <c>systemctl restart --no-block</c>.</summary>
    /// <param name="units"><c>greengrass.service</c>, <c>greengrass-lite.target</c>, <c>ggl.core.iotcored.service</c> …</param>
    public IReadOnlyList<string> RestartCommand(params IEnumerable<string> units) =>
        [FakeNucleusProcess.Program, "systemctl", "--socket", SocketPath, "restart", "--no-block", .. units];

    /// <summary>The argument list before the arguments of <c>systemctl</c>: stop, start or restart, and units.</summary>
    public IReadOnlyList<string> Command => [FakeNucleusProcess.Program, "systemctl", "--socket", SocketPath];

    /// <summary>Restarts the nucleus, as a person at the device does.</summary>
    public Task RestartAsync() => OneAtATimeAsync(ReplaceNucleusAsync);

    /// <summary>Kills the nucleus and its components at once, as a power cut does, and starts it again.</summary>
    /// <param name="between">What happens while the device is dark.</param>
    public Task CrashAsync(Func<Task>? between = null) =>
        OneAtATimeAsync(async () =>
        {
            await Nucleus.KillAsync();
            await Nucleus.DisposeAsync();
            await (between?.Invoke() ?? Task.CompletedTask);
            Nucleus = await _start();
        });

    /// <summary>Kills the nucleus alone and starts it again: the components of the killed one live on, with dead tokens.</summary>
    public Task KillNucleusAsync() =>
        OneAtATimeAsync(async () =>
        {
            await Nucleus.KillAsync();
            _killed.Add(Nucleus);
            Nucleus = await _start();
        });

    /// <summary>Ends the nucleus.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lifetime.CancelAsync();
        _listener.Dispose();
        await _serving;
        await _oneAtATime.WaitAsync();
        await Nucleus.DisposeAsync();
        foreach (FakeNucleusProcess killed in _killed)
        {
            await killed.DisposeAsync();
        }

        _oneAtATime.Dispose();
        _lifetime.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ServeAsync()
    {
        List<Task> served = [];
        try
        {
            while (true)
            {
                served.Add(ServeAsync(await _listener.AcceptAsync(_lifetime.Token)));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            // The end.
        }

        await Task.WhenAll(served);
    }

    private async Task ServeAsync(Socket socket)
    {
        string[] words;
        bool known;
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            using var reader = new StreamReader(stream);
            await using var writer = new StreamWriter(stream) { AutoFlush = true };
            words = JsonSerializer.Deserialize<string[]>(await reader.ReadLineAsync(_lifetime.Token) ?? "[]")!;
            known = words is ["restart" or "stop" or "start", .. var rest] && Units(rest).All(IsKnown);
            if (known && words[0] != "restart")
            {
                await OneAtATimeAsync(words[0] == "stop" ? StopNucleusAsync : StartNucleusAsync);
                await writer.WriteLineAsync("");
                return;
            }

            // Answered before it is done: who asks may be a component, which ends with the nucleus.
            await writer.WriteLineAsync(known ? "" : $"Unknown command or unit: {string.Join(' ', words)}");
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            return; // Nobody asks any more.
        }

        if (known)
        {
            await RestartUnitsAsync([.. Units(words[1..])]);
        }
    }

    private static IEnumerable<string> Units(string[] words) =>
        words.Where(word => !word.StartsWith('-')).Select(WithoutSuffix);

    private static string WithoutSuffix(string unit) =>
        unit.EndsWith(ServiceSuffix, StringComparison.Ordinal) ? unit[..^ServiceSuffix.Length] : unit;

    private static bool IsKnown(string unit) =>
        unit is "greengrass" or "greengrass-lite.target" || unit.StartsWith(DaemonPrefix, StringComparison.Ordinal);

    private async Task RestartUnitsAsync(string[] units)
    {
        if (units.All(unit => unit.StartsWith(DaemonPrefix, StringComparison.Ordinal)))
        {
            await OneAtATimeAsync(async () =>
            {
                foreach (string unit in units)
                {
                    await Nucleus.AskAsync("restart-daemon", more: new() { ["name"] = unit[DaemonPrefix.Length..] });
                }
            });
        }
        else if (Interlocked.Exchange(ref _restartIsQueued, 1) == 0)
        {
            // One that is asked for before the old process has ended is the same one.
            await OneAtATimeAsync(ReplaceNucleusAsync);
        }
    }

    private async Task StopNucleusAsync() => await Nucleus.DisposeAsync();

    private async Task StartNucleusAsync()
    {
        await Nucleus.DisposeAsync();
        Nucleus = await _start();
    }

    private async Task ReplaceNucleusAsync()
    {
        await Nucleus.DisposeAsync();

        // What is asked for from here on is another one: the new process may have read its configuration already.
        Volatile.Write(ref _restartIsQueued, 0);
        Nucleus = await _start();
        Interlocked.Increment(ref _restarts);
    }

    private async Task OneAtATimeAsync(Func<Task> act)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            await act();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
