using System.Globalization;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Component;

/// <summary>
/// The texts of what systemd is given so that a rotation that was cut off is finished without this component: a drop-in file of
/// the nucleus' units, and a timer (systemd.service(5), systemd.timer(5)).
/// </summary>
internal static class RecoveryUnits
{
    /// <summary>Recovery before each start of the nucleus. It never keeps it down ("-") and runs as root ("+").</summary>
    internal static string DropIn(RecoveryCommand recover) =>
        $"""
            # written by greengrass-tpm, which rotation.installRecovery allows to
            [Service]
            ExecStartPre=-+{Line(recover)}

            """;

    /// <summary>
    /// What the timer starts: recovery, and then the nucleus. While the component works, it holds the device's lock: recovery then
    /// ends with another exit code than 0, and the nucleus is left alone.
    /// </summary>
    internal static string RevivalService(RecoveryCommand recover, IReadOnlyList<string> restart) =>
        $"""
            [Unit]
            Description=Start the nucleus again if nobody goes on with a rotation of its credential

            [Service]
            Type=oneshot
            ExecCondition={Line(recover)}
            ExecStart={Line(restart)}

            """;

    /// <summary>The timer.</summary>
    internal static string RevivalTimer(TimeSpan after) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            [Unit]
            Description=Look after a rotation of the nucleus' credential

            [Timer]
            OnActiveSec={Math.Ceiling(after.TotalSeconds)}s
            AccuracySec=10s

            """
        );

    // %d: the folder of the credentials that the unit was given (systemd.unit(5)).
    private static string Line(RecoveryCommand recover) =>
        Line(recover.Arguments)
        + (recover.PinCredential is { } name ? $" --pin-file %d/{UnitText.QuoteArgument(name)}" : "");

    private static string Line(IEnumerable<string> arguments) =>
        string.Join(' ', arguments.Select(UnitText.QuoteArgument));
}
