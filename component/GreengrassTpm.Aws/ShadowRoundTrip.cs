using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Aws;

/// <summary>A message on a topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Payload">The message.</param>
internal sealed record ShadowMessage(string Topic, ReadOnlyMemory<byte> Payload);

/// <summary>A connection over which shadows are reached: the device's own, or the nucleus'.</summary>
internal interface IShadowConnection
{
    /// <summary>Subscribes to a topic.</summary>
    /// <exception cref="IOException">The broker refused.</exception>
    Task SubscribeAsync(string topic, CancellationToken cancellation);

    /// <summary>Publishes to a topic.</summary>
    /// <exception cref="IOException">The broker refused.</exception>
    Task PublishAsync(string topic, byte[] payload, CancellationToken cancellation);

    /// <summary>Waits for a message of the subscriptions.</summary>
    ValueTask<ShadowMessage> ReceiveAsync(CancellationToken cancellation);
}

/// <summary>
/// Updates the device's named shadow and waits for the answer to just that update
/// (https://docs.aws.amazon.com/iot/latest/developerguide/reserved-topics.html).
/// </summary>
/// <param name="settings">Whose shadow, which, and how long to wait.</param>
/// <param name="time">What is written into the shadow, and the time limit.</param>
internal sealed class ShadowRoundTrip(AwsSettings settings, TimeProvider time)
{
    private readonly string _update = $"$aws/things/{settings.ThingName}/shadow/name/{settings.ShadowName}/update";

    /// <summary>Makes the round trip.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="certificateId">The certificate that the connection is known to have been made with; null where it is not known.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The evidence, if it came.</returns>
    /// <exception cref="IOException">The connection ended or was refused something.</exception>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    public async Task<Evidence> RunAsync(
        IShadowConnection connection,
        string? certificateId,
        CancellationToken cancellation
    )
    {
        using var limit = new CancellationTokenSource(settings.AnswerWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            string token = Guid.NewGuid().ToString("N");
            await connection.SubscribeAsync(_update + "/accepted", either.Token);
            await connection.SubscribeAsync(_update + "/rejected", either.Token);
            await connection.PublishAsync(_update, Compose(token, time.GetUtcNow()), either.Token);
            while (true)
            {
                if (Judge(await connection.ReceiveAsync(either.Token), token) is { } rejection)
                {
                    return rejection.Length == 0
                        ? new(Evidence.Shadow, EvidenceVerdict.Expected, $"{_update} was accepted", certificateId)
                        : new(Evidence.Shadow, EvidenceVerdict.Missing, $"{_update} was rejected: {rejection}");
                }
            }
        }
        catch (Exception e) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer to {_update} within {settings.AnswerWithin.TotalSeconds:0.#} s", e);
        }
    }

    private static byte[] Compose(string token, DateTimeOffset now)
    {
        var connection = new JsonObject
        {
            ["checked"] = now.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z",
        };
        var update = new JsonObject
        {
            ["state"] = new JsonObject { ["reported"] = new JsonObject { ["connection"] = connection } },
            ["clientToken"] = token,
        };
        return Encoding.UTF8.GetBytes(update.ToJsonString());
    }

    /// <summary>Empty: accepted; a text: why it was rejected; null: it is the answer to something else.</summary>
    private string? Judge(ShadowMessage message, string token)
    {
        ShadowAnswer? answer = Parse(message.Payload.Span);
        if (answer?.ClientToken != token)
        {
            return null;
        }

        if (message.Topic == _update + "/accepted")
        {
            return "";
        }

        return message.Topic == _update + "/rejected"
            ? PortErrors.Text(
                $"{answer.Code} {answer.Message}".Trim() is { Length: > 0 } reason ? reason : "no reason given"
            )
            : null;
    }

    private static ShadowAnswer? Parse(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, AwsJson.Default.ShadowAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The part of a shadow's answer that is of use.</summary>
internal sealed record ShadowAnswer(string? ClientToken, int? Code, string? Message);
