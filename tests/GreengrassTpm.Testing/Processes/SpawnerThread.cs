using System.Collections.Concurrent;
using System.Diagnostics;

namespace GreengrassTpm.Testing;

/// <summary>The thread that starts every child process.</summary>
/// <remarks>
/// The parent-death signal (PR_SET_PDEATHSIG) is sent when the <em>thread</em> that forked the child ends, not when the
/// process does (prctl(2)). A thread of the pool may be retired at any time, so this thread exists for nothing else and
/// lives as long as the process.
/// </remarks>
internal sealed class SpawnerThread
{
    internal static readonly SpawnerThread Instance = new();

    private readonly BlockingCollection<Action> requests = [];

    private SpawnerThread() =>
        new Thread(ServeRequests) { IsBackground = true, Name = "child process spawner" }.Start();

    internal Process Start(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>();
        requests.Add(() => Fulfil(started, start));
        return started.Task.GetAwaiter().GetResult();
    }

    private static void Fulfil(TaskCompletionSource<Process> started, ProcessStartInfo start)
    {
#pragma warning disable CA1031 // Whatever goes wrong belongs to the thread that asked.
        try
        {
            started.SetResult(
                Process.Start(start) ?? throw new InvalidOperationException($"'{start.FileName}' did not start.")
            );
        }
        catch (Exception problem)
        {
            started.SetException(problem);
        }
#pragma warning restore CA1031
    }

    private void ServeRequests()
    {
        foreach (var request in requests.GetConsumingEnumerable())
        {
            request();
        }
    }
}
