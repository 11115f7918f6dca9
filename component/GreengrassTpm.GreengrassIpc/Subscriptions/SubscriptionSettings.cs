namespace GreengrassTpm.GreengrassIpc;

/// <summary>
/// What a subscription does when its reader is slow, and whom it tells of a gap.
/// </summary>
/// <remarks>
/// Events wait in a queue of the subscription's own. A reader that does not read delays nobody else. When the queue is full
/// the client closes the subscription: the reader gets the events that wait, then <see cref="SubscriberTooSlowException"/>.
/// Nothing is dropped silently, and nothing grows without bound.
/// </remarks>
public sealed record SubscriptionSettings
{
    /// <summary>Most events that wait.</summary>
    public int MaxQueuedEvents { get; init; } = 1_024;

    /// <summary>Most bytes of payload that wait; a single event is always taken.</summary>
    public int MaxQueuedBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Called after the connection was lost and the nucleus has accepted the subscription again. Events in between are gone:
    /// read the present state. Called on the client's threads: must be quick and must not throw.
    /// </summary>
    public Action? Resubscribed { get; init; }
}
