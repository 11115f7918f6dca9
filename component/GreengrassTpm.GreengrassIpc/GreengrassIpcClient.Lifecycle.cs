namespace GreengrassTpm.GreengrassIpc;

/// <content>Lifecycle: states, deployments, restarts.</content>
public sealed partial class GreengrassIpcClient
{
    /// <summary>Reports this component's state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task UpdateStateAsync(ReportedState state, CancellationToken cancellationToken = default)
    {
        var request = new UpdateStateRequest(state);
        return CallAsync(
            Operations.UpdateState,
            IpcJson.Write(request, IpcJson.Context.UpdateStateRequest),
            cancellationToken
        );
    }

    /// <summary>
    /// Subscribes to the beginning and end of deployments (classic nucleus only, and only deployments that notify components).
    /// Once subscribed, every <see cref="PreComponentUpdateEvent"/> must be answered by <see cref="DeferComponentUpdateAsync"/>
    /// at once, or it delays each deployment by its time-out.
    /// </summary>
    /// <param name="settings">How to treat a slow reader and a gap; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the waiting for the nucleus' consent.</param>
    /// <exception cref="ServiceErrorException"><see cref="ServiceErrorCode.OperationNotSupported"/>: nucleus lite.</exception>
    public Task<IpcSubscription<ComponentUpdateEvent>> SubscribeToComponentUpdatesAsync(
        SubscriptionSettings? settings = null,
        CancellationToken cancellationToken = default
    ) => SubscribeAsync(Operations.SubscribeToComponentUpdates, IpcJson.Empty, settings, cancellationToken);

    /// <summary>Answers a <see cref="PreComponentUpdateEvent"/> (classic nucleus only).</summary>
    /// <param name="deploymentId">The id of the event.</param>
    /// <param name="recheckAfter">Zero lets the deployment go on; else it asks again after this time, as often as it is put off.</param>
    /// <param name="message">Why, for the nucleus' log.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ServiceErrorException">
    /// <see cref="ServiceErrorCode.InvalidArguments"/>: not subscribed. <see cref="ServiceErrorCode.Service"/>: unknown id, too
    /// late, or answered already.
    /// </exception>
    public Task DeferComponentUpdateAsync(
        string deploymentId,
        TimeSpan recheckAfter,
        string? message = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(recheckAfter, TimeSpan.Zero);
        long milliseconds = (long)Math.Ceiling(recheckAfter.TotalMilliseconds);
        var request = new DeferComponentUpdateRequest(deploymentId, milliseconds, message);
        return CallAsync(
            Operations.DeferComponentUpdate,
            IpcJson.Write(request, IpcJson.Context.DeferComponentUpdateRequest),
            cancellationToken
        );
    }

    /// <summary>
    /// Restarts a component. The classic nucleus needs the plugin aws.greengrass.Cli and a policy for it; neither nucleus
    /// restarts itself this way. A component that restarts itself may be killed before it reads the answer.
    /// </summary>
    /// <param name="componentName">The component.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ServiceErrorException">
    /// <see cref="ServiceErrorCode.ResourceNotFound"/> or <see cref="ServiceErrorCode.ComponentNotFound"/>: no such component.
    /// <see cref="ServiceErrorCode.Unauthorized"/>; <see cref="ServiceErrorCode.OperationNotSupported"/>.
    /// </exception>
    public Task<RestartComponentResponse> RestartComponentAsync(
        string componentName,
        CancellationToken cancellationToken = default
    )
    {
        var request = new RestartComponentRequest(componentName);
        return CallAsync(
            Operations.RestartComponent,
            IpcJson.Write(request, IpcJson.Context.RestartComponentRequest),
            cancellationToken
        );
    }
}
