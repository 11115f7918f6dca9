using System.Text;
using GreengrassTpm.Credentials;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Component;

/// <summary>
/// A timer of systemd that stands behind a switch until it is confirmed: where neither the nucleus nor this component comes
/// back, it runs recovery and starts the nucleus. It ends with the boot, after which the nucleus is started anyway.
/// </summary>
/// <param name="systemd">The service manager; null where none runs, and there is no timer.</param>
/// <param name="recover">How recovery is called.</param>
/// <param name="restart">What restarts the nucleus; empty where nobody is to, and there is no timer.</param>
/// <param name="after">How long it waits.</param>
/// <param name="log">Is told.</param>
internal sealed class RevivalTimer(
    ServiceManager? systemd,
    RecoveryCommand recover,
    IReadOnlyList<string> restart,
    TimeSpan after,
    EventLog log
)
{
    private const string Timer = NucleusUnits.Revival + ".timer";
    private const string Service = NucleusUnits.Revival + ".service";

    private bool? _isArmed;

    /// <summary>Arms or disarms it, as the rotation's state has it. It is never what a rotation fails of.</summary>
    /// <param name="state">The state of the rotation under way; null where there is none.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task FollowAsync(RotationState? state, CancellationToken cancellation)
    {
        bool isWanted =
            restart.Count > 0
            && state
                is RotationState.Proved
                    or RotationState.Switching
                    or RotationState.Switched
                    or RotationState.RollingBack;
        if (systemd is null || isWanted == _isArmed)
        {
            return;
        }

        try
        {
            await (isWanted ? ArmAsync(systemd, cancellation) : DisarmAsync(systemd, cancellation));
            _isArmed = isWanted;
        }
        catch (Exception error) when (error is FileWriteException or RotationPortException or IOException)
        {
            log.Warning(LogEvent.RevivalFailed, $"the timer behind the switch is not as it should be: {error.Message}");
        }
    }

    private async Task ArmAsync(ServiceManager manager, CancellationToken cancellation)
    {
        Write(manager, Service, RecoveryUnits.RevivalService(recover, restart));
        Write(manager, Timer, RecoveryUnits.RevivalTimer(after));
        await manager.RunAsync(cancellation, "daemon-reload");
        await manager.RunAsync(cancellation, "restart", Timer);
    }

    private static async Task DisarmAsync(ServiceManager manager, CancellationToken cancellation)
    {
        string timer = Path.Combine(manager.RuntimeFolder, Timer);
        if (File.Exists(timer))
        {
            await manager.RunAsync(cancellation, "stop", Timer);
            File.Delete(timer);
            File.Delete(Path.Combine(manager.RuntimeFolder, Service));
            await manager.RunAsync(cancellation, "daemon-reload");
        }
    }

    private static void Write(ServiceManager manager, string name, string text) =>
        AtomicFile.Write(Path.Combine(manager.RuntimeFolder, name), Encoding.UTF8.GetBytes(text));
}
