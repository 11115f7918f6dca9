using System.Globalization;

namespace GreengrassTpm.Verification;

/// <summary>Times in texts.</summary>
internal static class Time
{
    /// <summary>For example <c>2026-11-25 18:12Z</c>.</summary>
    internal static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
