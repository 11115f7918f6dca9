namespace GreengrassTpm.GreengrassIpc;

/// <summary>
/// A subscription that the nucleus has accepted. Read it with <c>await foreach</c>; dispose of it to unsubscribe.
/// </summary>
/// <remarks>
/// <para>It outlives its connection: after a loss it subscribes again on the next one. What happened in between is not
/// replayed; <see cref="SubscriptionSettings.Resubscribed"/> tells of the gap.</para>
/// <para>The enumeration ends when the subscription is disposed of or the nucleus closes it. It throws
/// <see cref="ServiceErrorException"/> when the nucleus ends it with an error or refuses it on a new connection,
/// <see cref="SubscriberTooSlowException"/> when the reader fell behind, <see cref="MalformedAnswerException"/> when an event
/// cannot be read, and <see cref="TokenRefusedException"/> or <see cref="NucleusUnreachableException"/> when the client has
/// given up.</para>
/// <para>For one reader.</para>
/// </remarks>
/// <typeparam name="TEvent">The events.</typeparam>
public sealed class IpcSubscription<TEvent> : IAsyncEnumerable<TEvent>, IAsyncDisposable
    where TEvent : class
{
    private readonly ConnectionSupervisor _supervisor;
    private readonly StreamingOperation<TEvent> _operation;
    private readonly GreengrassIpcOptions _options;
    private readonly SubscriptionSettings _settings;
    private readonly byte[] _request;
    private readonly EventQueue<TEvent> _queue;
    private readonly CancellationTokenSource _lifetime;
    private readonly CancellationToken _token;
    private readonly Lock _gate = new();
    private (RpcConnection Connection, SubscriptionStream<TEvent> Stream)? _open;
    private bool _closed;

    internal IpcSubscription(
        ConnectionSupervisor supervisor,
        GreengrassIpcOptions options,
        StreamingOperation<TEvent> operation,
        byte[] request,
        SubscriptionSettings settings
    )
    {
        _supervisor = supervisor;
        _options = options;
        _operation = operation;
        _request = request;
        _settings = settings;
        _queue = new EventQueue<TEvent>(settings);
        _lifetime = CancellationTokenSource.CreateLinkedTokenSource(supervisor.Token);
        _token = _lifetime.Token;
    }

    /// <summary>Takes the events as they come.</summary>
    public IAsyncEnumerator<TEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _queue.ReadAsync(cancellationToken);

    /// <summary>Unsubscribes. Does not wait for the nucleus.</summary>
    public ValueTask DisposeAsync()
    {
        Close(null);
        return ValueTask.CompletedTask;
    }

    /// <summary>Subscribes on the present connection and waits until the nucleus has accepted.</summary>
    /// <exception cref="GreengrassIpcException">The nucleus refused or did not answer, or the connection was lost.</exception>
    internal async Task OpenAsync(CancellationToken cancellationToken)
    {
        TimeSpan patience = _options.RequestTimeout;
        TimeProvider time = _options.TimeProvider;
        (RpcConnection Connection, SubscriptionStream<TEvent> Stream)? unanswered = null;
        try
        {
            RpcConnection connection = await _supervisor
                .GetAsync()
                .WaitAsync(patience, time, cancellationToken)
                .ConfigureAwait(false);
            await connection.WaitForRoomAsync().WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
            var stream = new SubscriptionStream<TEvent>(_operation, this);
            unanswered = (connection, stream);
            Adopt(connection, stream);
            connection.Start(stream, _request);
            TimeSpan wait = _operation.AnswersWhenOnline ? Timeout.InfiniteTimeSpan : patience;
            await stream.Accepted.WaitAsync(wait, time, cancellationToken).ConfigureAwait(false);
            unanswered = null;
        }
        catch (TimeoutException)
        {
            throw new RequestTimeoutException(_operation.Name, patience);
        }
        finally
        {
            unanswered?.Connection.CloseStream(unanswered.Value.Stream);
        }
    }

    internal bool OnEvent(TEvent received, int bytes)
    {
        if (_queue.TryAdd(received, bytes))
        {
            return true;
        }

        Close(new SubscriberTooSlowException(_operation.Name, _queue.Count));
        return false;
    }

    internal void OnMalformedEvent(MalformedAnswerException error) => Close(error);

    internal void OnFailed(ServiceErrorException error) => Close(error);

    internal void OnClosedByNucleus() => Close(null);

    internal void OnLost() => _ = ReopenAsync();

    /// <summary>Ends the subscription: the reader gets what waits, then the error or the end.</summary>
    internal void Close(Exception? error)
    {
        (RpcConnection Connection, SubscriptionStream<TEvent> Stream)? open;
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            open = _open;
        }

        open?.Connection.CloseStream(open.Value.Stream);
        _lifetime.Cancel();
        _lifetime.Dispose();
        _queue.Complete(error);
    }

    private void Adopt(RpcConnection connection, SubscriptionStream<TEvent> stream)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _open = (connection, stream);
        }
    }

    private async Task ReopenAsync()
    {
        try
        {
            for (int attempt = 0; !await TryReopenAsync().ConfigureAwait(false); attempt++)
            {
                TimeSpan pause = BackOff.Pause(attempt, _options);
                await Task.Delay(pause, _options.TimeProvider, _token).ConfigureAwait(false);
            }

            _settings.Resubscribed?.Invoke();
        }
        catch (GreengrassIpcException error)
        {
            Close(error);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            Close(null);
        }
    }

    private async Task<bool> TryReopenAsync()
    {
        // Fails for good when the supervisor has given up.
        await _supervisor.GetAsync().WaitAsync(_token).ConfigureAwait(false);
        await Task.Delay(_operation.ResubscribeDelay, _options.TimeProvider, _token).ConfigureAwait(false);
        try
        {
            await OpenAsync(_token).ConfigureAwait(false);
            return true;
        }
        catch (GreengrassIpcException error) when (error.IsRetryable)
        {
            return false;
        }
    }
}
