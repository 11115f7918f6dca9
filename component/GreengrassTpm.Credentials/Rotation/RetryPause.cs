namespace GreengrassTpm.Credentials;

/// <summary>Pauses after errors: exponential with full jitter, so that the devices of a fleet do not come back all at once.</summary>
public static class RetryPause
{
    /// <summary>The pause after an error.</summary>
    /// <param name="failures">How many errors in a row there were before it.</param>
    /// <param name="settings">The bounds.</param>
    /// <param name="sample">A random number from 0 to 1.</param>
    /// <returns>A part of the bound, which doubles with each error.</returns>
    public static TimeSpan After(int failures, RotationSettings settings, double sample)
    {
        var bound = Math.Min(
            settings.LongestPause.TotalSeconds,
            settings.FirstPause.TotalSeconds * Math.Pow(2, failures)
        );
        return TimeSpan.FromSeconds(bound * sample);
    }
}
