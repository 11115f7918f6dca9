using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using GreengrassTpm.GreengrassIpc;

namespace GreengrassTpm.Aws;

/// <summary>The nucleus' own connection to the message broker, lent to its components.</summary>
/// <param name="ipc">The connection to the nucleus; stays the caller's.</param>
internal sealed class NucleusConnection(GreengrassIpcClient ipc) : IShadowConnection, IAsyncDisposable
{
    private readonly List<IpcSubscription<IoTCoreMessage>> _subscriptions = [];
    private readonly List<Task> _readers = [];
    private readonly Channel<ShadowMessage> _received = Channel.CreateUnbounded<ShadowMessage>();

    /// <inheritdoc/>
    public async Task SubscribeAsync(string topic, CancellationToken cancellation)
    {
        IpcSubscription<IoTCoreMessage> subscription = await ipc.SubscribeToIoTCoreAsync(
            topic,
            QualityOfService.AtLeastOnce,
            cancellationToken: cancellation
        );
        _subscriptions.Add(subscription);
        _readers.Add(ReadAsync(subscription));
    }

    /// <inheritdoc/>
    public Task PublishAsync(string topic, byte[] payload, CancellationToken cancellation) =>
        ipc.PublishToIoTCoreAsync(
            new IoTCorePublication
            {
                TopicName = topic,
                Qos = QualityOfService.AtLeastOnce,
                Payload = payload,
            },
            cancellation
        );

    /// <inheritdoc/>
    /// <exception cref="GreengrassIpcException">The nucleus has ended a subscription, or is not reached any more.</exception>
    public async ValueTask<ShadowMessage> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            return await _received.Reader.ReadAsync(cancellation);
        }
        catch (ChannelClosedException e) when (e.InnerException is GreengrassIpcException cause)
        {
            // The channel wraps what its writer has ended it with.
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }

    /// <summary>Ends the subscriptions.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (IpcSubscription<IoTCoreMessage> subscription in _subscriptions)
        {
            await subscription.DisposeAsync();
        }

        await Task.WhenAll(_readers);
    }

    private async Task ReadAsync(IpcSubscription<IoTCoreMessage> subscription)
    {
        try
        {
            await foreach (IoTCoreMessage message in subscription)
            {
                _received.Writer.TryWrite(new ShadowMessage(message.TopicName, message.Payload));
            }
        }
        catch (GreengrassIpcException e)
        {
            _received.Writer.TryComplete(e);
        }
    }
}
