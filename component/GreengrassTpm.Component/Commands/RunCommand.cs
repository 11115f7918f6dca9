using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;

namespace GreengrassTpm.Component;

/// <summary><c>run</c>: the component at work, started by the nucleus.</summary>
internal static class RunCommand
{
    private const string Help = """
        run as a component of Greengrass: verify and rotate by the component's configuration, until told to stop

        The nucleus starts it; by hand it does nothing. Its log lines go to standard output.
        """;

    internal static Command Create(Outputs outputs)
    {
        Option<string?> root = TokenOptions.NewRoot();
        Option<string?> tcti = TokenOptions.NewTcti();
        Command command = new("run", Help) { root, tcti };
        command.SetAction(line =>
            RunAsync(
                    new DeviceFolders(line.GetValue(root) ?? "/"),
                    TpmAddress.Choose(line.GetValue(tcti)),
                    new EventLog(outputs.Out)
                )
                .GetAwaiter()
                .GetResult()
        );
        return command;
    }

    [SuppressMessage(
        "Reliability",
        "CA2025:Ensure tasks using 'IDisposable' instances complete before the instances are disposed",
        Justification = "The work is awaited on every way out, before the client is disposed of."
    )]
    private static async Task<int> RunAsync(DeviceFolders folders, string tcti, EventLog log)
    {
        using CancellationTokenSource stop = new();
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            GreengrassIpcOptions options = Options(log);
            await using GreengrassIpcClient ipc = await GreengrassIpcClient.ConnectAsync(options, stop.Token);
            Task work = WorkAsync(ipc, options, folders, tcti, stop, log);
            if (await Task.WhenAny(work, ipc.Completion) != work)
            {
                // The connection is given up: another instance of the component is, or will be, running.
                await stop.CancelAsync();
                await Task.WhenAny(work);
                await ipc.Completion;
            }

            await work;
            return (int)ExitCode.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.Info(LogEvent.Ending, "told to stop");
            return (int)ExitCode.Done;
        }
        catch (Exception error) when (Tell(log, error) is { } told)
        {
            return (int)told;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static GreengrassIpcOptions Options(EventLog log)
    {
        GreengrassIpcOptions found = GreengrassIpcOptions.FromEnvironment();
        return new GreengrassIpcOptions
        {
            SocketPath = found.SocketPath,
            AuthToken = found.AuthToken,
            Flavour = found.Flavour,
            ConnectionChanged = change =>
            {
                if (change.State == ConnectionState.Connected)
                {
                    log.Info(LogEvent.Connected, "connected to the nucleus");
                }
                else
                {
                    log.Warning(LogEvent.ConnectionLost, $"{change.State}: {change.Cause?.Message}");
                }
            },
        };
    }

    private static async Task WorkAsync(
        GreengrassIpcClient ipc,
        GreengrassIpcOptions options,
        DeviceFolders folders,
        string tcti,
        CancellationTokenSource stop,
        EventLog log
    )
    {
        NucleusEnvironment environment = NucleusEnvironment.OfProcess();
        DeploymentWatch deployments = new(environment.OngoingDeployment, TimeProvider.System);
        NucleusLink link = new(ipc, options.Flavour, environment.ThingName ?? "", deployments, stop.Cancel, log);
        SessionMaker sessions = new(ipc, options, environment, folders, tcti, deployments, () => link.Jobs.IsTold, log);
        using ComponentHost host = new(link, sessions, folders, log);
        await host.RunAsync(stop.Token);
    }

    private static ExitCode? Tell(EventLog log, Exception error)
    {
        if (error is GreengrassIpcException)
        {
            log.Error(LogEvent.Ending, $"the nucleus cannot be reached any more: {error.Message}");
            return ExitCode.RetryLater;
        }

        CommandException explained = ErrorExplanation.Of(error);
        log.Error(LogEvent.Ending, $"{explained.Message}; {explained.Hint}");
        return explained.ExitCode;
    }
}
