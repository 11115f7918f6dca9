using System.Globalization;

namespace GreengrassTpm.Component;

/// <summary>How reports write a moment for people: in UTC, to the second.</summary>
internal static class ReportTime
{
    internal static string Of(DateTimeOffset moment) => moment.ToString("u", CultureInfo.InvariantCulture);
}
