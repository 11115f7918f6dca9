using System.Threading.Channels;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>The events of one subscription that wait for its reader, bounded in number and in bytes.</summary>
internal sealed class EventQueue<TEvent>
{
    private readonly Channel<(TEvent Event, int Bytes)> _channel;
    private readonly int _maxBytes;
    private int _bytes;

    public EventQueue(SubscriptionSettings settings)
    {
        _maxBytes = settings.MaxQueuedBytes;
        _channel = Channel.CreateBounded<(TEvent, int)>(
            new BoundedChannelOptions(settings.MaxQueuedEvents) { FullMode = BoundedChannelFullMode.Wait }
        );
    }

    /// <summary>How many events wait.</summary>
    public int Count => _channel.Reader.Count;

    /// <summary>Adds an event, if there is room. One writer at a time.</summary>
    public bool TryAdd(TEvent added, int bytes)
    {
        int waiting = Volatile.Read(ref _bytes);
        if (waiting > 0 && bytes > _maxBytes - waiting)
        {
            return false;
        }

        Interlocked.Add(ref _bytes, bytes);
        return _channel.Writer.TryWrite((added, bytes));
    }

    /// <summary>Lets the reader take what waits, and then end, or meet the error.</summary>
    public void Complete(Exception? error = null) => _channel.Writer.TryComplete(error);

    /// <summary>Takes events until the end.</summary>
    public async IAsyncEnumerator<TEvent> ReadAsync(CancellationToken cancellationToken)
    {
        while (await _channel.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (_channel.Reader.TryRead(out (TEvent Event, int Bytes) next))
            {
                Interlocked.Add(ref _bytes, -next.Bytes);
                yield return next.Event;
            }
        }
    }
}
