using GreengrassTpm.Credentials;

namespace GreengrassTpm.Tests.Credentials;

/// <summary>A boot clock that a test sets.</summary>
internal sealed class ManualBootClock : BootClock
{
    private int _boot = 1;
    private TimeSpan _uptime = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets what happens before the clock is read; it may throw.</summary>
    public Action? Reading { get; set; }

    /// <inheritdoc/>
    public override BootTime Now()
    {
        Reading?.Invoke();
        return new($"boot-{_boot}", _uptime);
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="time">How much.</param>
    public void Advance(TimeSpan time) => _uptime += time;

    /// <summary>Starts the device again.</summary>
    public void Reboot()
    {
        _boot++;
        _uptime = TimeSpan.FromSeconds(5);
    }
}
