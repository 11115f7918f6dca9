namespace GreengrassTpm.Credentials;

/// <summary>Tells the time since the device was started: a clock that nobody sets, unlike the one that tells the date.</summary>
public abstract class BootClock
{
    /// <summary>The device's own clock: CLOCK_BOOTTIME, which also runs while the device is suspended.</summary>
    public static BootClock System { get; } = new DeviceClock();

    /// <summary>Reads the clock.</summary>
    /// <returns>This moment.</returns>
    /// <exception cref="IOException">/proc cannot be read.</exception>
    public abstract BootTime Now();

    private sealed class DeviceClock : BootClock
    {
        public override BootTime Now() =>
            new(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), Libc.TimeSinceBoot());
    }
}
