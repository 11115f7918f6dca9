using System.Text.Json;
using GreengrassTpm.GreengrassIpc;

namespace GreengrassTpm.Component;

/// <summary>The component's own configuration over IPC: as it is, and whenever it changes.</summary>
/// <param name="ipc">The connection to the nucleus; stays the caller's.</param>
/// <param name="time">Counts the pause in which further changes are awaited.</param>
internal sealed class ConfigurationFeed(GreengrassIpcClient ipc, TimeProvider time)
{
    // A deployment changes leaf by leaf, and each leaf is an event.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

    private int _changes;

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="GreengrassIpcException">The nucleus did not answer.</exception>
    internal async Task<ConfigurationReading> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            GetConfigurationResponse answer = await ipc.GetConfigurationAsync(cancellationToken: cancellation);
            return ComponentConfiguration.Read(answer.Value);
        }
        catch (ServiceErrorException error) when (error.Code == ServiceErrorCode.ResourceNotFound)
        {
            return ComponentConfiguration.Read(JsonDocument.Parse("{}").RootElement);
        }
    }

    /// <summary>Tells of changes, once they have settled, until it is cancelled or the connection is given up.</summary>
    /// <param name="changed">Is called after a change.</param>
    /// <param name="cancellation">Ends it.</param>
    internal async Task WatchAsync(Action changed, CancellationToken cancellation)
    {
        await using IpcSubscription<ConfigurationUpdateEvent> events = await ipc.SubscribeToConfigurationUpdateAsync(
            settings: new SubscriptionSettings { Resubscribed = changed },
            cancellationToken: cancellation
        );
        // What was changed between the first reading and the subscription.
        changed();
        await using IAsyncEnumerator<ConfigurationUpdateEvent> leaves = events.GetAsyncEnumerator(cancellation);
        while (await leaves.MoveNextAsync())
        {
            int change = Interlocked.Increment(ref _changes);
            _ = TellLaterAsync(change, changed, cancellation);
        }
    }

    private async Task TellLaterAsync(int change, Action changed, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Settling, time, cancellation);
            if (Volatile.Read(ref _changes) == change)
            {
                changed();
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }
}
