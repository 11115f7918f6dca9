using System.Text;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Verification;
using NucleusFlavour = GreengrassTpm.GreengrassIpc.NucleusFlavour;

namespace GreengrassTpm.Component;

/// <summary>
/// Recovery before the nucleus' starts: a drop-in file of its units. Provisioning writes one; on a device that it has not made,
/// this component writes one where the configuration allows it, and says so where it does not.
/// </summary>
/// <param name="folders">The device's places.</param>
/// <param name="systemd">The service manager; null where none runs.</param>
/// <param name="flavour">Which nucleus.</param>
/// <param name="recover">How recovery is called.</param>
/// <param name="mayInstall">Whether the configuration allows it.</param>
/// <param name="log">Is told.</param>
internal sealed class NucleusRecovery(
    DeviceFolders folders,
    ServiceManager? systemd,
    NucleusFlavour flavour,
    RecoveryCommand recover,
    bool mayInstall,
    EventLog log
)
{
    private const string ProvisionedProgram = "usr/local/sbin/greengrass-tpm-bootstrap";
    private const UnixFileMode Readable = AtomicFile.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _text = RecoveryUnits.DropIn(recover);

    /// <summary>Whether each unit of the nucleus runs recovery before it starts.</summary>
    internal bool IsInPlace => systemd is not null && ActivatedUnits.Of(flavour).All(HasRecovery);

    /// <summary>Before a rotation: puts it in place, or says that it is not there. A rotation needs it not.</summary>
    /// <param name="pin">The user PIN; stays the caller's.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task PrepareAsync(Pin pin, CancellationToken cancellation)
    {
        if (IsInPlace)
        {
            return;
        }

        if (systemd is null || !mayInstall)
        {
            log.Warning(
                LogEvent.RecoveryMissing,
                "no recovery runs before the nucleus starts: a switch that a power cut interrupts is finished when this component starts; rotation.installRecovery lets it put recovery in place where systemd runs"
            );
            return;
        }

        try
        {
            await InstallAsync(systemd, pin, cancellation);
            log.Info(LogEvent.RecoveryInstalled, "recovery now runs before each start of the nucleus");
        }
        catch (Exception error) when (error is FileWriteException or RotationPortException)
        {
            log.Warning(LogEvent.RecoveryMissing, $"recovery could not be put in place: {error.Message}");
        }
    }

    private async Task InstallAsync(ServiceManager manager, Pin pin, CancellationToken cancellation)
    {
        if (recover.PinCopy is { } copy)
        {
            DurableFolder.Create(Path.GetDirectoryName(copy)!, DurableFolder.OwnerOnly);
            AtomicFile.Write(copy, pin.Reveal());
        }

        foreach (string unit in ActivatedUnits.Of(flavour).Where(unit => !HasRecovery(unit)))
        {
            string path = DropInOf(manager, unit, NucleusUnits.RecoveryDropIn);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(_text), Readable);
        }

        await manager.RunAsync(cancellation, "daemon-reload");
    }

    private bool HasRecovery(string unit) =>
        systemd is not null
        && (
            (
                File.Exists(DropInOf(systemd, unit, NucleusUnits.ProvisionedDropIn))
                && File.Exists(Path.Combine(folders.Root, ProvisionedProgram))
            ) || Holds(DropInOf(systemd, unit, NucleusUnits.RecoveryDropIn))
        );

    private bool Holds(string path)
    {
        try
        {
            return File.ReadAllText(path) == _text;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string DropInOf(ServiceManager manager, string unit, string name) =>
        NucleusUnits.DropInPath(manager.UnitFolder, unit, name);
}
