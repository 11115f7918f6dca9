using System.Threading.Channels;

namespace GreengrassTpm.Component;

/// <summary>What happens while the component works or waits. It is looked at between two actions, in the order of its coming.</summary>
internal sealed class Inbox(TimeProvider time)
{
    private readonly Channel<Action> _news = Channel.CreateUnbounded<Action>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    /// <summary>Puts something in; it is run by the one who takes it out.</summary>
    internal void Put(Action news) => _news.Writer.TryWrite(news);

    /// <summary>Takes everything out.</summary>
    internal void TakeAll()
    {
        while (_news.Reader.TryRead(out Action? news))
        {
            news();
        }
    }

    /// <summary>Waits until there is something, or until the time is up.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal async Task WaitAsync(TimeSpan limit, CancellationToken cancellation)
    {
        using CancellationTokenSource up = new(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(up.Token, cancellation);
        try
        {
            await _news.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time is up.
        }
    }
}
