using System.Text.Json;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>The stream of a subscription on one connection.</summary>
internal sealed class SubscriptionStream<TEvent>(StreamingOperation<TEvent> operation, IpcSubscription<TEvent> owner)
    : RpcStream(operation)
    where TEvent : class
{
    private readonly TaskCompletionSource _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the nucleus has accepted the subscription.</summary>
    public Task Accepted => _accepted.Task;

    // The service model's type tells events from the answer, not their order: lite may send an event first.
    /// <inheritdoc/>
    public override bool OnMessage(RpcMessage message)
    {
        ReadOnlySpan<byte> model = message.ServiceModelType.Span;
        bool goesOn = true;
        if (model.SequenceEqual(operation.EventModel))
        {
            goesOn = TakeEvent(message.Payload.Span);
        }
        else
        {
            _accepted.TrySetResult();
        }

        if (message.EndsStream)
        {
            owner.OnClosedByNucleus();
            goesOn = false;
        }

        if (!goesOn)
        {
            // Whoever still waits for the nucleus' consent learns the end from the events.
            _accepted.TrySetResult();
        }

        return goesOn;
    }

    /// <inheritdoc/>
    public override void OnError(ServiceErrorException error)
    {
        if (!_accepted.TrySetException(error))
        {
            owner.OnFailed(error);
        }
    }

    /// <inheritdoc/>
    public override void OnLost(ConnectionLostException error)
    {
        if (!_accepted.TrySetException(error))
        {
            owner.OnLost();
        }
    }

    private bool TakeEvent(ReadOnlySpan<byte> payload)
    {
        try
        {
            return operation.Read(payload) is not { } read || owner.OnEvent(read, payload.Length);
        }
        catch (JsonException error)
        {
            owner.OnMalformedEvent(new MalformedAnswerException(operation.Name, error));
            return false;
        }
    }
}
