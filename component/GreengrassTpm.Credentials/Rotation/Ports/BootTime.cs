namespace GreengrassTpm.Credentials;

/// <summary>A moment on a clock that nobody sets: which boot of the device, and how long after it.</summary>
/// <param name="Boot">The boot (/proc/sys/kernel/random/boot_id).</param>
/// <param name="Uptime">The time since that boot, suspended time included (CLOCK_BOOTTIME).</param>
public sealed record BootTime(string Boot, TimeSpan Uptime);
