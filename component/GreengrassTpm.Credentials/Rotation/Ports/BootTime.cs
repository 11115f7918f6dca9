namespace GreengrassTpm.Credentials;

/// <summary>A moment on a clock that nobody sets: which boot of the device, and how long after it.</summary>
/// <param name="Boot">The boot (/proc/sys/kernel/random/boot_id).</param>
/// <param name="Uptime">The time since that boot, suspended time included (CLOCK_BOOTTIME).</param>
public sealed record BootTime(string Boot, TimeSpan Uptime)
{
    /// <summary>The time from an earlier moment to this one.</summary>
    /// <param name="earlier">The earlier moment.</param>
    /// <returns>
    /// The difference; after a restart of the device what has passed since then, because nobody knows how long it was off.
    /// </returns>
    public TimeSpan Since(BootTime earlier) => earlier.Boot == Boot ? Uptime - earlier.Uptime : Uptime;
}
