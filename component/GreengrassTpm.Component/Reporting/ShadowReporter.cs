using System.Text.Json;
using GreengrassTpm.GreengrassIpc;

namespace GreengrassTpm.Component;

/// <summary>Writes reports into the thing's named shadow: at each change, and daily.</summary>
/// <param name="ipc">The connection to the nucleus; stays the caller's.</param>
/// <param name="thingName">The thing.</param>
/// <param name="time">Counts the day.</param>
/// <param name="log">Is told what does not get through.</param>
internal sealed class ShadowReporter(GreengrassIpcClient ipc, string thingName, TimeProvider time, EventLog log)
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    private byte[] _sent = [];
    private long _sentAt;

    /// <summary>Sends a report, unless it says what the last one has said less than a day ago.</summary>
    internal async Task SendAsync(string shadow, ShadowReport report, CancellationToken cancellation)
    {
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(
            new ShadowUpdate(new ShadowState(report)),
            ShadowJson.Default.ShadowUpdate
        );
        if (payload.AsSpan().SequenceEqual(_sent) && time.GetElapsedTime(_sentAt) < Daily)
        {
            return;
        }

        try
        {
            await ipc.PublishToIoTCoreAsync(
                new IoTCorePublication
                {
                    TopicName = $"$aws/things/{thingName}/shadow/name/{shadow}/update",
                    Qos = QualityOfService.AtLeastOnce,
                    Payload = payload,
                },
                cancellation
            );
            _sent = payload;
            _sentAt = time.GetTimestamp();
        }
        catch (GreengrassIpcException error)
        {
            // Sent again with the next report: nothing is lost but time.
            log.Warning(LogEvent.CloudUnreachable, $"the shadow {shadow} was not updated: {error.Message}");
        }
    }
}
