namespace GreengrassTpm.GreengrassIpc;

/// <summary>Pauses between attempts: exponential, with full jitter, so that the components of a device do not come all at once.</summary>
internal static class BackOff
{
    /// <summary>The pause after an attempt.</summary>
    /// <param name="attempt">How many attempts were made before it.</param>
    /// <param name="first">Upper bound of the first pause; it doubles with each attempt.</param>
    /// <param name="longest">Upper bound of every pause.</param>
    /// <param name="sample">A random number from 0 to 1.</param>
    public static TimeSpan Pause(int attempt, TimeSpan first, TimeSpan longest, double sample)
    {
        double bound = Math.Min(longest.TotalSeconds, first.TotalSeconds * Math.Pow(2, attempt));
        return TimeSpan.FromSeconds(bound * sample);
    }

    /// <summary>The pause after an attempt, as the options have it.</summary>
    public static TimeSpan Pause(int attempt, GreengrassIpcOptions options) =>
        Pause(attempt, options.FirstPause, options.LongestPause, Sample());

#pragma warning disable CA5394 // Spreads load; nothing secret depends on it.
    private static double Sample() => Random.Shared.NextDouble();
#pragma warning restore CA5394
}
