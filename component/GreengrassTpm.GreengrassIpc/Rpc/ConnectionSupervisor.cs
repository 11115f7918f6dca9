namespace GreengrassTpm.GreengrassIpc;

/// <summary>Keeps a connection to the nucleus: connects, notices the loss, connects again, and at last gives up.</summary>
internal sealed class ConnectionSupervisor : IAsyncDisposable
{
    private readonly GreengrassIpcOptions _options;
    private readonly CancellationTokenSource _lifetime = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private TaskCompletionSource<RpcConnection> _current = NewSource();
    private RpcConnection? _published;
    private Task _reconnecting = Task.CompletedTask;

    /// <summary>Starts without a connection; see <see cref="ConnectAsync"/>.</summary>
    public ConnectionSupervisor(GreengrassIpcOptions options)
    {
        _options = options;
        Token = _lifetime.Token;
    }

    /// <summary>Cancelled when the client is disposed of.</summary>
    public CancellationToken Token { get; }

    /// <summary>Completes when the client is disposed of; fails when it has given up.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Makes the first connection.</summary>
    /// <exception cref="GreengrassIpcException">None could be made; see <see cref="GreengrassIpcClient.ConnectAsync"/>.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken) =>
        Publish(await ConnectWithPausesAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>The connection, once there is one. It may be lost the next moment.</summary>
    /// <returns>A task that fails with the reason when the client has given up.</returns>
    public Task<RpcConnection> GetAsync()
    {
        lock (_gate)
        {
            return _current.Task;
        }
    }

    /// <summary>Closes the connection and ends everything that waits for one.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_lifetime.IsCancellationRequested)
        {
            return;
        }

        await _lifetime.CancelAsync().ConfigureAwait(false);
        RpcConnection? connection;
        lock (_gate)
        {
            connection = _published;
            _published = null;
            if (_current.Task.IsCompleted)
            {
                _current = NewSource();
            }

            _current.TrySetException(new ObjectDisposedException(nameof(GreengrassIpcClient)));
            _ = _current.Task.Exception;
        }

        connection?.Dispose();
        await _reconnecting.ConfigureAwait(false);
        _completion.TrySetResult();
        _lifetime.Dispose();
    }

    private static TaskCompletionSource<RpcConnection> NewSource() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<RpcConnection> ConnectWithPausesAsync(CancellationToken cancellationToken)
    {
        long started = _options.TimeProvider.GetTimestamp();
        bool wasCut = false;
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await RpcConnection.OpenAsync(_options, OnLost, cancellationToken).ConfigureAwait(false);
            }
            catch (HandshakeCutException) when (wasCut)
            {
                throw new TokenRefusedException(
                    "The nucleus closed two connections in a row instead of answering CONNECT, as nucleus lite does when it does not know the token: it has restarted since it started this process. Exit; the nucleus starts a new instance."
                );
            }
            catch (GreengrassIpcException error) when (error.IsRetryable)
            {
                wasCut = error is HandshakeCutException;
                TimeSpan pause = BackOff.Pause(attempt, _options);
                if (_options.TimeProvider.GetElapsedTime(started) + pause > _options.ReconnectFor)
                {
                    throw GaveUp(error, attempt + 1);
                }

                await Task.Delay(pause, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private NucleusUnreachableException GaveUp(GreengrassIpcException last, int attempts) =>
        new(
            _options.SocketPath,
            $"gave up after {attempts} attempts in {_options.ReconnectFor.TotalSeconds:0.###} s; the last one: {last.Message}",
            last
        );

    private void Publish(RpcConnection connection)
    {
        TaskCompletionSource<RpcConnection> waiting;
        lock (_gate)
        {
            _published = connection;
            waiting = _current;
        }

        _options.ConnectionChanged?.Invoke(new ConnectionChange(ConnectionState.Connected, null));
        waiting.TrySetResult(connection);
        if (Token.IsCancellationRequested)
        {
            connection.Dispose();
        }
        else if (connection.Cause is { } cause)
        {
            // Lost before it was published, when OnLost did not know it yet.
            OnLost(connection, cause);
        }
    }

    private void OnLost(RpcConnection connection, Exception cause)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_published, connection) || Token.IsCancellationRequested)
            {
                return;
            }

            _published = null;
            _current = NewSource();
            _reconnecting = ReconnectAsync(cause);
        }
    }

    private async Task ReconnectAsync(Exception cause)
    {
        await Task.Yield();
        try
        {
            _options.ConnectionChanged?.Invoke(new ConnectionChange(ConnectionState.Lost, cause));
            Publish(await ConnectWithPausesAsync(Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The client is being disposed of.
        }
#pragma warning disable CA1031 // Whatever ends the supervision has to reach those who wait for a connection.
        catch (Exception error)
#pragma warning restore CA1031
        {
            GiveUp(error);
        }
    }

    private void GiveUp(Exception error)
    {
        lock (_gate)
        {
            _current.TrySetException(error);
            _ = _current.Task.Exception;
        }

        _completion.TrySetException(error);
        _ = _completion.Task.Exception;
        _options.ConnectionChanged?.Invoke(new ConnectionChange(ConnectionState.GivenUp, error));
    }
}
