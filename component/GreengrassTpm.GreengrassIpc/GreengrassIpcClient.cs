namespace GreengrassTpm.GreengrassIpc;

/// <summary>
/// A component's connection to the Greengrass v2 nucleus on the same device, classic or lite: event-stream RPC over a Unix
/// domain socket. Safe for use by many threads at once.
/// </summary>
/// <remarks>
/// <para>Calls fail with a <see cref="GreengrassIpcException"/>: <see cref="ServiceErrorException"/> when the nucleus answers
/// with an error, <see cref="ConnectionLostException"/> when the connection ends before the answer,
/// <see cref="RequestTimeoutException"/>, <see cref="RequestTooLargeException"/> before anything is sent,
/// <see cref="MalformedAnswerException"/>. A cancelled call is forgotten; the nucleus may still carry it out.</para>
/// <para>After a loss the client connects again by itself with growing random pauses, and the subscriptions subscribe again.
/// Calls made meanwhile wait. When the nucleus refuses the token, or does not come back in time, the client gives up:
/// <see cref="Completion"/> fails with the reason, and so does everything else.</para>
/// </remarks>
public sealed partial class GreengrassIpcClient : IAsyncDisposable
{
    private readonly GreengrassIpcOptions _options;
    private readonly ConnectionSupervisor _supervisor;

    private GreengrassIpcClient(GreengrassIpcOptions options)
    {
        _options = options;
        _supervisor = new ConnectionSupervisor(options);
    }

    /// <summary>
    /// Completes when the client is disposed of. Fails with <see cref="TokenRefusedException"/> (exit: a new instance of the
    /// component is or will be running) or with <see cref="NucleusUnreachableException"/> when it has given up.
    /// </summary>
    public Task Completion => _supervisor.Completion;

    /// <summary>Connects, trying again for <see cref="GreengrassIpcOptions.ReconnectFor"/> while the nucleus is not there.</summary>
    /// <param name="options">Where to connect, and as whom; see <see cref="GreengrassIpcOptions.FromEnvironment"/>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="TokenRefusedException">The nucleus does not know the token.</exception>
    /// <exception cref="NucleusUnreachableException">No connection could be made in time.</exception>
    /// <exception cref="IpcEnvironmentException">The socket's path cannot be one.</exception>
    public static async Task<GreengrassIpcClient> ConnectAsync(
        GreengrassIpcOptions options,
        CancellationToken cancellationToken = default
    )
    {
        var client = new GreengrassIpcClient(options);
        try
        {
            await client._supervisor.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Closes the connection. The subscriptions end.</summary>
    public ValueTask DisposeAsync() => _supervisor.DisposeAsync();

    private async Task<TResponse> CallAsync<TResponse>(
        UnaryOperation<TResponse> operation,
        byte[] request,
        CancellationToken cancellationToken
    )
    {
        TimeSpan patience = _options.RequestTimeout;
        TimeProvider time = _options.TimeProvider;
        RpcConnection? connection = null;
        var call = new UnaryCall<TResponse>(operation);
        try
        {
            connection = await _supervisor
                .GetAsync()
                .WaitAsync(patience, time, cancellationToken)
                .ConfigureAwait(false);
            await connection.WaitForRoomAsync().WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
            connection.Start(call, request);
            return await call.Answer.WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new RequestTimeoutException(operation.Name, patience);
        }
        finally
        {
            connection?.Forget(call);
        }
    }

    private async Task<IpcSubscription<TEvent>> SubscribeAsync<TEvent>(
        StreamingOperation<TEvent> operation,
        byte[] request,
        SubscriptionSettings? settings,
        CancellationToken cancellationToken
    )
        where TEvent : class
    {
        var subscription = new IpcSubscription<TEvent>(
            _supervisor,
            _options,
            operation,
            request,
            settings ?? new SubscriptionSettings()
        );
        try
        {
            await subscription.OpenAsync(cancellationToken).ConfigureAwait(false);
            return subscription;
        }
        catch
        {
            await subscription.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
