namespace GreengrassTpm.GreengrassIpc;

/// <summary>
/// The reader of a subscription did not take its events fast enough and the queue was full, so the client closed the
/// subscription. The events queued before are delivered first. Subscribe again and ask for the present state.
/// </summary>
public sealed class SubscriberTooSlowException : GreengrassIpcException
{
    /// <summary>Creates the error.</summary>
    /// <param name="operation">The operation that was subscribed.</param>
    /// <param name="queued">How many events were waiting.</param>
    public SubscriberTooSlowException(string operation, int queued)
        : base(
            $"The subscription {operation} was closed: {queued} events were waiting for a reader that did not take them.",
            isRetryable: true
        )
    {
        Operation = operation;
    }

    /// <summary>The operation that was subscribed, without namespace.</summary>
    public string Operation { get; }
}
