using System.Globalization;

namespace GreengrassTpm.Credentials;

/// <summary>
/// The part of each day, in local time, in which a scheduled rotation may begin, for example <c>02:00-04:00</c>.
/// A window whose end is not after its start runs over midnight.
/// </summary>
/// <remarks>
/// On a day on which the clocks go forward, a start or an end that the day does not have moves to the first instant after
/// the gap; a window that lies wholly within the gap opens at that instant for its nominal length. On a day on which the
/// clocks go back, a start that occurs twice counts from its first occurrence and an end to its last.
/// </remarks>
public sealed record MaintenanceWindow
{
    private readonly TimeOnly _start;
    private readonly TimeOnly _end;

    private MaintenanceWindow(TimeOnly start, TimeOnly end)
    {
        _start = start;
        _end = end;
    }

    /// <summary>The window that is always open; its text form is the empty string.</summary>
    public static MaintenanceWindow Always { get; } = new(TimeOnly.MinValue, TimeOnly.MinValue);

    private bool IsAlways => _start == _end;

    private TimeSpan NominalLength => _end - _start;

    /// <summary>Reads <c>HH:mm-HH:mm</c>, or the empty string for <see cref="Always"/>.</summary>
    /// <param name="text">The text form.</param>
    /// <returns>The window.</returns>
    /// <exception cref="FormatException">The text is neither empty nor two different times of day.</exception>
    public static MaintenanceWindow Parse(string text)
    {
        if (text.Length == 0)
        {
            return Always;
        }

        var parts = text.Split('-');
        return
            parts.Length == 2
            && TryParseTime(parts[0], out var start)
            && TryParseTime(parts[1], out var end)
            && start != end
            ? new MaintenanceWindow(start, end)
            : throw new FormatException(
                $"\"{text}\" is not a maintenance window: expected two different times of day as in \"02:00-04:00\", or \"\" for any time"
            );
    }

    /// <summary>When the window is open next: <paramref name="now"/> itself where it is open now.</summary>
    /// <param name="now">The instant from which to look.</param>
    /// <param name="zone">The time zone of the device.</param>
    /// <returns>The first instant, not before <paramref name="now"/>, at which the window is open.</returns>
    public DateTimeOffset NextOpening(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (IsAlways)
        {
            return now;
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        for (var day = today.AddDays(-1); ; day = day.AddDays(1))
        {
            var (opens, closes) = OnDay(day, zone);
            if (closes > now)
            {
                return opens > now ? opens : now;
            }
        }
    }

    /// <summary>Whether the window is open.</summary>
    /// <param name="now">The instant asked about.</param>
    /// <param name="zone">The time zone of the device.</param>
    /// <returns>True where it is open.</returns>
    public bool IsOpen(DateTimeOffset now, TimeZoneInfo zone) => NextOpening(now, zone) == now;

    /// <summary>The text form, as <see cref="Parse"/> reads it.</summary>
    /// <returns>For example <c>02:00-04:00</c>; empty for <see cref="Always"/>.</returns>
    public override string ToString() =>
        IsAlways ? "" : string.Create(CultureInfo.InvariantCulture, $"{_start:HH\\:mm}-{_end:HH\\:mm}");

    private static bool TryParseTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private (DateTimeOffset Opens, DateTimeOffset Closes) OnDay(DateOnly day, TimeZoneInfo zone)
    {
        var opens = ToInstant(day.ToDateTime(_start), zone, lastOccurrence: false);
        var closes = ToInstant((_end > _start ? day : day.AddDays(1)).ToDateTime(_end), zone, lastOccurrence: true);
        return (opens, closes > opens ? closes : opens + NominalLength);
    }

    private static DateTimeOffset ToInstant(DateTime local, TimeZoneInfo zone, bool lastOccurrence)
    {
        if (zone.IsInvalidTime(local))
        {
            return EndOfGap(local, zone);
        }

        var offset = zone.IsAmbiguousTime(local)
            ? lastOccurrence
                ? zone.GetAmbiguousTimeOffsets(local).Min()
                : zone.GetAmbiguousTimeOffsets(local).Max()
            : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }

    private static DateTimeOffset EndOfGap(DateTime local, TimeZoneInfo zone)
    {
        // Gaps begin and end on whole minutes in every zone of this century.
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
