using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Aws;

/// <summary>
/// A request on a reserved topic, over the nucleus' connection to the broker: what is published on <c>TOPIC</c> is answered on
/// <c>TOPIC/accepted</c> or <c>TOPIC/rejected</c>, to this client alone.
/// </summary>
/// <param name="ipc">The connection to the nucleus; stays the caller's.</param>
/// <param name="patience">How long an answer may take.</param>
/// <param name="time">Counts it.</param>
internal sealed class TopicRequest(GreengrassIpcClient ipc, TimeSpan patience, TimeProvider time)
{
    /// <summary>Sends a request once, and takes the first answer that is for it.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="payload">The request.</param>
    /// <param name="read">Reads an answer; null where it is somebody else's. Throws where it is a refusal.</param>
    /// <param name="cancellation">Gives up; the answer may then be lost.</param>
    /// <exception cref="RotationPortException">It was refused, or no answer came.</exception>
    internal async Task<T> AskAsync<T>(
        string topic,
        byte[] payload,
        Func<ShadowMessage, T?> read,
        CancellationToken cancellation
    )
        where T : class
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        bool isSent = false;
        try
        {
            await using var connection = new NucleusConnection(ipc);
            await connection.SubscribeAsync(topic + "/accepted", either.Token);
            await connection.SubscribeAsync(topic + "/rejected", either.Token);
            isSent = true;
            await connection.PublishAsync(topic, payload, either.Token);
            while (true)
            {
                if (read(await connection.ReceiveAsync(either.Token)) is { } answer)
                {
                    return answer;
                }
            }
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new RotationPortException(
                $"no answer to {topic} over the nucleus within {patience.TotalSeconds:0.#} s",
                RetryClass.Retryable,
                null,
                e
            )
            {
                IsWithoutEffect = !isSent,
            };
        }
        catch (ServiceErrorException e) when (e.Code == ServiceErrorCode.Unauthorized)
        {
            throw new RotationPortException(
                $"{topic}: {PortErrors.Text(e.Message)}",
                RetryClass.Permanent,
                "the component's accessControl must allow this topic",
                e
            )
            {
                IsWithoutEffect = true,
            };
        }
        catch (GreengrassIpcException e)
        {
            throw new RotationPortException($"{topic}: {PortErrors.Text(e.Message)}", RetryClass.Retryable, null, e)
            {
                IsWithoutEffect = !isSent,
            };
        }
    }
}
