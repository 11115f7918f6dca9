using System.Diagnostics;

namespace GreengrassTpm.Testing;

/// <summary>Waiting for a condition, never for a time.</summary>
public static class Deadline
{
    /// <summary>The time that a condition gets when the test says nothing else: generous, for a loaded machine.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(2);

    /// <summary>Polls until a condition holds.</summary>
    /// <param name="condition">The condition; it may throw to say that it will never hold.</param>
    /// <param name="description">What is waited for, as in "waited 30 s for {description}".</param>
    /// <param name="deadline">The time at most; null = <see cref="Default"/>.</param>
    /// <exception cref="TimeoutException">The condition did not hold in time.</exception>
    public static void WaitFor(Func<bool> condition, string description, TimeSpan? deadline = null)
    {
        var allowed = deadline ?? Default;
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > allowed)
            {
                throw new TimeoutException($"Waited {allowed.TotalSeconds} s for {description}, in vain.");
            }

            Thread.Sleep(PollInterval);
        }
    }
}
