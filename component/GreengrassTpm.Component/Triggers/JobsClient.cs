using System.Collections.Concurrent;
using System.Text.Json;
using GreengrassTpm.GreengrassIpc;

namespace GreengrassTpm.Component;

/// <summary>AWS IoT jobs of this thing, over the nucleus' connection. Messages come twice or late; the caller expects that.</summary>
/// <param name="ipc">The connection to the nucleus; stays the caller's.</param>
/// <param name="thingName">The thing.</param>
/// <param name="received">Is told the next job, or that there is none; called on the client's threads.</param>
/// <param name="log">Is told what does not get through.</param>
internal sealed class JobsClient(
    GreengrassIpcClient ipc,
    string thingName,
    Action<JobExecution?> received,
    EventLog log
)
{
    // AWS IoT: a job document has 32 KiB at the most; what is larger is none.
    private const int LongestMessage = 64 * 1024;

    private readonly string _jobs = $"$aws/things/{thingName}/jobs";
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JobAnswer>> _asked = new(StringComparer.Ordinal);

    /// <summary>
    /// Subscribes, asks for the next job, and then listens until it is cancelled. While the device is offline the subscriptions
    /// wait.
    /// </summary>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        string[] topics =
        [
            "/notify-next",
            "/$next/get/accepted",
            "/$next/get/rejected",
            "/+/update/accepted",
            "/+/update/rejected",
        ];
        try
        {
            List<Task> readers = [];
            foreach (string topic in topics)
            {
                readers.Add(ReadAsync(await SubscribeAsync(_jobs + topic, cancellation), cancellation));
            }

            await AskAsync(cancellation);
            await Task.WhenAll(readers);
        }
        catch (GreengrassIpcException error)
        {
            // Without jobs the component goes on: schedule and deployments remain.
            log.Warning(LogEvent.CloudUnreachable, $"jobs of {thingName} cannot be had: {error.Message}");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The end.
        }
    }

    /// <summary>Asks for the next job; the answer comes as every other news.</summary>
    /// <exception cref="GreengrassIpcException">The nucleus does not take the question.</exception>
    internal Task AskAsync(CancellationToken cancellation) =>
        PublishAsync(
            "/$next/get",
            JsonSerializer.SerializeToUtf8Bytes(
                new NextJobRequest(Guid.NewGuid().ToString("N")),
                JobJson.Default.NextJobRequest
            ),
            cancellation
        );

    /// <summary>Tells how a job goes, and waits for the cloud's answer to just that.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="progress">How it goes.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The answer; null where none came in time.</returns>
    internal async Task<JobAnswer?> UpdateAsync(
        string jobId,
        JobProgress progress,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        string token = Guid.NewGuid().ToString("N");
        TaskCompletionSource<JobAnswer> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[token] = answer;
        try
        {
            JobUpdate update = new(progress.Status, progress.Details, token);
            await PublishAsync(
                $"/{jobId}/update",
                JsonSerializer.SerializeToUtf8Bytes(update, JobJson.Default.JobUpdate),
                cancellation
            );
            return await answer.Task.WaitAsync(patience, cancellation);
        }
        catch (Exception error) when (error is TimeoutException or GreengrassIpcException)
        {
            log.Warning(LogEvent.CloudUnreachable, $"the progress of job {jobId} was not taken: {error.Message}");
            return null;
        }
        finally
        {
            _asked.TryRemove(token, out _);
        }
    }

    private Task<IpcSubscription<IoTCoreMessage>> SubscribeAsync(string topic, CancellationToken cancellation) =>
        ipc.SubscribeToIoTCoreAsync(
            topic,
            QualityOfService.AtLeastOnce,
            new SubscriptionSettings { Resubscribed = () => _ = AskQuietlyAsync(cancellation) },
            cancellation
        );

    private async Task AskQuietlyAsync(CancellationToken cancellation)
    {
        try
        {
            await AskAsync(cancellation);
        }
        catch (Exception error) when (error is GreengrassIpcException or OperationCanceledException)
        {
            // The next notification, or the next question, tells the same.
        }
    }

    private async Task ReadAsync(IpcSubscription<IoTCoreMessage> subscription, CancellationToken cancellation)
    {
        await using (subscription)
        {
            await foreach (IoTCoreMessage message in subscription.WithCancellation(cancellation))
            {
                Take(message);
            }
        }
    }

    private void Take(IoTCoreMessage message)
    {
        if (message.Payload.Length > LongestMessage)
        {
            return;
        }

        try
        {
            if (
                message.TopicName.EndsWith("/notify-next", StringComparison.Ordinal)
                || message.TopicName.EndsWith("/$next/get/accepted", StringComparison.Ordinal)
            )
            {
                NextJob? next = JsonSerializer.Deserialize(message.Payload.Span, JobJson.Default.NextJob);
                received(next?.Execution is { JobId.Length: > 0 } execution ? execution : null);
                return;
            }

            JobAnswer? answer = JsonSerializer.Deserialize(message.Payload.Span, JobJson.Default.JobAnswer);
            if (answer?.ClientToken is { } token && _asked.TryGetValue(token, out var asked))
            {
                asked.TrySetResult(answer);
            }
        }
        catch (JsonException)
        {
            log.Warning(LogEvent.CloudUnreachable, $"a message on {message.TopicName} is no JSON of jobs");
        }
    }

    private Task PublishAsync(string topic, byte[] payload, CancellationToken cancellation) =>
        ipc.PublishToIoTCoreAsync(
            new IoTCorePublication
            {
                TopicName = _jobs + topic,
                Qos = QualityOfService.AtLeastOnce,
                Payload = payload,
            },
            cancellation
        );
}
