using System.Text.Json;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>A stream that ends with its first message, whether or not that says so (nucleus lite never does).</summary>
internal sealed class UnaryCall<TResponse>(UnaryOperation<TResponse> operation) : RpcStream(operation)
{
    private readonly TaskCompletionSource<TResponse> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer.</summary>
    public Task<TResponse> Answer => _answer.Task;

    /// <inheritdoc/>
    public override bool OnMessage(RpcMessage message)
    {
        try
        {
            ReadOnlySpan<byte> json = message.Payload.IsEmpty ? "{}"u8 : message.Payload.Span;
            _answer.TrySetResult(
                JsonSerializer.Deserialize(json, operation.Response) ?? throw new JsonException("The payload is null.")
            );
        }
        catch (JsonException error)
        {
            _answer.TrySetException(new MalformedAnswerException(operation.Name, error));
        }

        return false;
    }

    /// <inheritdoc/>
    public override void OnError(ServiceErrorException error) => _answer.TrySetException(error);

    /// <inheritdoc/>
    public override void OnLost(ConnectionLostException error) => _answer.TrySetException(error);
}
