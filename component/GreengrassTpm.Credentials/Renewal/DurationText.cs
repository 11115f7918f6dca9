using System.Globalization;

namespace GreengrassTpm.Credentials;

/// <summary>How durations are written in configuration, on the command line and in reports: <c>0s</c>, <c>15m</c>, <c>24h</c>, <c>90d</c>.</summary>
public static class DurationText
{
    private const int LongestNumber = 9;

    // The date that a duration leads to must exist.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>Reads a duration: a whole number and its unit, s, m, h or d.</summary>
    /// <param name="text">The text form.</param>
    /// <returns>The duration, 0 to 36500 days.</returns>
    /// <exception cref="FormatException">The text is something else; says what is expected.</exception>
    public static TimeSpan Parse(string text)
    {
        bool isNumber = int.TryParse(
            text.AsSpan(0, Math.Max(0, text.Length - 1)),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int number
        );
        TimeSpan? unit = text.LastOrDefault() switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        return isNumber && text.Length <= LongestNumber && unit * number is { } duration && duration <= Longest
            ? duration
            : throw new FormatException(
                $"\"{text}\" is not a duration: expected a whole number and a unit as in \"0s\", \"15m\", \"24h\" or \"90d\", at most 36500d"
            );
    }

    /// <summary>Writes a duration in the largest unit of which it is a whole number; fractions of a second are dropped.</summary>
    /// <param name="duration">The duration, not negative.</param>
    /// <returns>For example <c>90d</c>; <c>0s</c> for none.</returns>
    public static string Of(TimeSpan duration)
    {
        long seconds = (long)duration.TotalSeconds;
        (long count, char unit) = seconds switch
        {
            > 0 when seconds % 86_400 == 0 => (seconds / 86_400, 'd'),
            > 0 when seconds % 3_600 == 0 => (seconds / 3_600, 'h'),
            > 0 when seconds % 60 == 0 => (seconds / 60, 'm'),
            _ => (seconds, 's'),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
    }
}
