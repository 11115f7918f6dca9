using System.Net.Sockets;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;

namespace GreengrassTpm.Component;

/// <summary>Everything that goes on between the component and its nucleus, beside the work on the token.</summary>
/// <param name="ipc">The connection; stays the caller's.</param>
/// <param name="flavour">Which nucleus.</param>
/// <param name="thingName">The thing.</param>
/// <param name="deployments">Knows whether a deployment is under way.</param>
/// <param name="requestStop">Ends the component.</param>
/// <param name="log">Is told.</param>
internal sealed class NucleusLink(
    GreengrassIpcClient ipc,
    NucleusFlavour flavour,
    string thingName,
    DeploymentWatch deployments,
    Action requestStop,
    EventLog log
)
{
    private readonly TaskCompletionSource _stepsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private JobDesk? _jobs;
    private JobsClient? _client;
    private RotationState? _state;
    private long _stateSince;
    private TimeSpan _deferFor;

    /// <summary>The connection.</summary>
    internal GreengrassIpcClient Ipc => ipc;

    /// <summary>What happens meanwhile.</summary>
    internal Inbox Inbox { get; } = new(TimeProvider.System);

    /// <summary>The component's own configuration.</summary>
    internal ConfigurationFeed Configuration { get; } = new(ipc, TimeProvider.System);

    /// <summary>Reports.</summary>
    internal ShadowReporter Shadow { get; } = new(ipc, thingName, TimeProvider.System, log);

    /// <summary>The job that is being carried out.</summary>
    internal JobDesk Jobs => _jobs ??= new JobDesk(Client, log);

    /// <summary>How far the rotation under way has come; null where there is none.</summary>
    internal RotationState? State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
        set
        {
            lock (_gate)
            {
                _stateSince = value == _state ? _stateSince : TimeProvider.System.GetTimestamp();
                _state = value;
            }
        }
    }

    /// <summary>How long deployments are put off at the most while a new credential waits to be seen in use.</summary>
    internal TimeSpan DeferFor
    {
        set
        {
            lock (_gate)
            {
                _deferFor = value;
            }
        }
    }

    private JobsClient Client =>
        _client ??= new JobsClient(ipc, thingName, offered => Inbox.Put(() => Jobs.Take(offered)), log);

    // Between the switch and its confirmation a deployment would see a device that may have to go back. But a confirmation that
    // does not come must not keep a device from the very deployment that would help.
    private bool MustDefer
    {
        get
        {
            lock (_gate)
            {
                return _state == RotationState.Switching
                    || (
                        _state is RotationState.Switched or RotationState.RollingBack
                        && TimeProvider.System.GetElapsedTime(_stateSince) < _deferFor
                    );
            }
        }
    }

    /// <summary>Tells whoever has asked for the end that no step is being made any more.</summary>
    internal void StepsEnded() => _stepsEnded.TrySetResult();

    /// <summary>Asks the cloud whether there is a job, in case that a notification was lost.</summary>
    internal async Task AskForJobsAsync(CancellationToken cancellation)
    {
        try
        {
            await Client.AskAsync(cancellation);
        }
        catch (GreengrassIpcException error)
        {
            log.Warning(LogEvent.CloudUnreachable, $"jobs cannot be asked for: {error.Message}");
        }
    }

    /// <summary>Listens to the nucleus, to the cloud and to the commands of this program until it is cancelled.</summary>
    /// <param name="changed">Is put into the inbox when the configuration may have changed.</param>
    /// <param name="deploymentEnded">Is put into the inbox when a deployment has ended.</param>
    /// <param name="rotate">Is put into the inbox when somebody asks for a rotation.</param>
    /// <param name="controlSocket">Where commands come in.</param>
    /// <param name="cancellation">Ends it.</param>
    internal async Task ListenAsync(
        Action changed,
        Action deploymentEnded,
        Action<RotationWish> rotate,
        string controlSocket,
        CancellationToken cancellation
    )
    {
        List<Task> tasks =
        [
            QuietlyAsync(Configuration.WatchAsync(() => Inbox.Put(changed), cancellation)),
            QuietlyAsync(Client.RunAsync(cancellation)),
            QuietlyAsync(ControlSocket.ServeAsync(controlSocket, asked => AnswerAsync(asked, rotate), cancellation)),
        ];
        if (flavour == NucleusFlavour.Classic)
        {
            DeploymentAnswers answers = new(ipc, deployments, () => MustDefer, () => Inbox.Put(deploymentEnded), log);
            tasks.Add(QuietlyAsync(answers.AnswerValidationsAsync(cancellation)));
            tasks.Add(QuietlyAsync(answers.AnswerUpdatesAsync(cancellation)));
        }

        await Task.WhenAll(tasks);
    }

    private async Task<ControlAnswer> AnswerAsync(ControlRequest asked, Action<RotationWish> rotate)
    {
        log.Info(LogEvent.CommandTaken, $"asked at the control socket: {asked.Do}");
        switch (asked.Do)
        {
            case ControlRequest.Rotate:
                RotationWish wish = new(asked.Force);
                Inbox.Put(() => rotate(wish));
                return await Task.WhenAny(wish.Answer, _stepsEnded.Task) == wish.Answer
                    ? await wish.Answer
                    : new ControlAnswer(false, "the component ends");
            case ControlRequest.Stop:
                requestStop();
                await _stepsEnded.Task;
                return new ControlAnswer(true, "the component ends");
            default:
                return new ControlAnswer(false, $"unknown request: {asked.Do}");
        }
    }

    // Each of these is of use without the others; when the connection itself is given up, the component ends.
    private async Task QuietlyAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
        catch (Exception error) when (error is GreengrassIpcException or SocketException or IOException)
        {
            log.Warning(LogEvent.ConnectionLost, $"the component listens to one thing less: {error.Message}");
        }
    }
}
