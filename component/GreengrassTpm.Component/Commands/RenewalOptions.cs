using System.CommandLine;
using System.Globalization;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>The options that say when a credential is to be rotated.</summary>
internal sealed class RenewalOptions
{
    private static readonly RenewalPolicy Defaults = new();

    private readonly Option<TimeSpan?> _maximumAge = Duration(
        "--max-key-age",
        "the age at which a credential is replaced at the latest",
        Defaults.MaximumAge
    );

    private readonly Option<TimeSpan?> _beforeExpiry = Duration(
        "--renew-before-expiry",
        "how long before its certificate's end it is replaced at the latest",
        Defaults.RenewBeforeExpiry
    );

    private readonly Option<TimeSpan?> _interval = Duration(
        "--min-interval",
        "the least time between two rotations, unless forced",
        Defaults.MinimumInterval
    );

    private readonly Option<int?> _jitter = OptionKit.Parsed<int?>(
        "--jitter-percent",
        $"by how much of these times a thing may be early; default: {Defaults.JitterPercent}",
        "0..100",
        ParsePercent
    );

    private readonly Option<MaintenanceWindow?> _window = OptionKit.Parsed(
        "--window",
        "the part of the day, in local time, in which a rotation may begin, 02:00-04:00; default: any time",
        "WINDOW",
        MaintenanceWindow.Parse
    );

    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_maximumAge, _beforeExpiry, _interval, _jitter, _window])
        {
            command.Options.Add(option);
        }
    }

    internal RenewalPolicy Policy(ParseResult line) =>
        new()
        {
            MaximumAge = line.GetValue(_maximumAge) ?? Defaults.MaximumAge,
            RenewBeforeExpiry = line.GetValue(_beforeExpiry) ?? Defaults.RenewBeforeExpiry,
            MinimumInterval = line.GetValue(_interval) ?? Defaults.MinimumInterval,
            JitterPercent = line.GetValue(_jitter) ?? Defaults.JitterPercent,
            Window = line.GetValue(_window) ?? Defaults.Window,
        };

    private static Option<TimeSpan?> Duration(string name, string description, TimeSpan fallback) =>
        OptionKit.Parsed<TimeSpan?>(
            name,
            $"{description}, for example 12h or 90d; default: {DurationText.Of(fallback)}",
            "DURATION",
            text => DurationText.Parse(text)
        );

    private static int? ParsePercent(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int percent) && percent <= 100
            ? percent
            : throw new FormatException($"\"{text}\" is not a whole number from 0 to 100");
}
