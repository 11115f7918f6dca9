using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>Makes the session of a configuration, from what the nucleus says at that moment.</summary>
/// <param name="ipc">The connection to the nucleus; stays the caller's.</param>
/// <param name="options">How it was made.</param>
/// <param name="environment">What the nucleus has told this process.</param>
/// <param name="folders">The device's places.</param>
/// <param name="tcti">How the TPM is reached.</param>
/// <param name="deployments">Knows whether a deployment is under way.</param>
/// <param name="isTold">Whether the cloud knows how a job goes.</param>
/// <param name="log">Is told.</param>
internal sealed class SessionMaker(
    GreengrassIpcClient ipc,
    GreengrassIpcOptions options,
    NucleusEnvironment environment,
    DeviceFolders folders,
    string tcti,
    DeploymentWatch deployments,
    Func<bool> isTold,
    EventLog log
)
{
    // The instance before this one ends when the nucleus refuses its token; until then it holds the lock.
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LockPause = TimeSpan.FromSeconds(1);

    /// <summary>Makes a session.</summary>
    /// <param name="configuration">The component's configuration.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CommandException">The credential cannot be found, or something else is missing.</exception>
    /// <exception cref="LockHeldException">Another program of this product has been at work for too long.</exception>
    internal async Task<DeviceSession> MakeAsync(ComponentConfiguration configuration, CancellationToken cancellation)
    {
        NucleusReader reader = new(ipc, options.Flavour, environment, folders);
        NucleusSettings nucleus = await reader.ReadAsync(cancellation);
        CredentialPlace place = CredentialPlace.Find(configuration, nucleus, environment, folders, tcti);
        ServiceManager? systemd = ServiceManager.Find(folders.Root);
        (IReadOnlyList<string> command, CommandException? obstacle) = Restart(configuration, systemd);
        NucleusPorts ports = new(ipc, folders, Activator(configuration, command));
        RecoveryCommand recover = RecoveryCommand.Of(
            Environment.ProcessPath!,
            place,
            configuration.PinSource,
            nucleus.PinFile,
            folders
        );
        RotationSafety safety = new(
            new NucleusRecovery(folders, systemd, options.Flavour, recover, configuration.InstallRecovery, log),
            new RevivalTimer(systemd, recover, command, configuration.ConfirmWithin * 2, log)
        );
        DurableFolder.Create(folders.State, DurableFolder.OwnerOnly);
        for (long begun = TimeProvider.System.GetTimestamp(); ; await Task.Delay(LockPause, cancellation))
        {
            Pin pin = await new PinFinder(reader, folders).FindAsync(configuration.PinSource, nucleus, cancellation);
            try
            {
                return DeviceSession.Open(
                    configuration,
                    place,
                    nucleus,
                    pin,
                    folders,
                    environment,
                    ports,
                    safety,
                    obstacle
                );
            }
            catch (LockHeldException) when (TimeProvider.System.GetElapsedTime(begun) < LockPatience)
            {
                // Once more.
            }
        }
    }

    // A device that cannot restart its nucleus is examined all the same; it is not rotated.
    private (IReadOnlyList<string> Command, CommandException? Obstacle) Restart(
        ComponentConfiguration configuration,
        ServiceManager? systemd
    )
    {
        try
        {
            return configuration.Activation == ActivationTime.Restart
                ? (RestartCommand.Find(configuration.RestartCommand, systemd, options.Flavour), null)
                : ([], null);
        }
        catch (CommandException error)
        {
            log.Warning(LogEvent.RotationBlocked, $"{error.Message}; {error.Hint}");
            return ([], error);
        }
    }

    private ICredentialActivator Activator(ComponentConfiguration configuration, IReadOnlyList<string> command)
    {
        ActivationGate gate = new(configuration.Activation, deployments, isTold, command, log);
        return options.Flavour == NucleusFlavour.Classic
            ? new ClassicActivator(new NucleusProcess(options.SocketPath, BootClock.System), gate)
            : new LiteActivator(folders.Activation, BootClock.System, gate);
    }
}
