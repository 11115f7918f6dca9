namespace GreengrassTpm.GreengrassIpc;

/// <content>Publish and subscribe in AWS IoT Core, over the nucleus' connection.</content>
public sealed partial class GreengrassIpcClient
{
    /// <summary>
    /// Publishes a message. Success of a classic nucleus means that it has queued the message, not that the broker has it;
    /// nucleus lite publishes at once and fails with <see cref="ServiceErrorCode.Service"/> while it is not connected.
    /// </summary>
    /// <param name="publication">The message.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ServiceErrorException"><see cref="ServiceErrorCode.Unauthorized"/>, <see cref="ServiceErrorCode.InvalidArguments"/>.</exception>
    public Task PublishToIoTCoreAsync(IoTCorePublication publication, CancellationToken cancellationToken = default) =>
        CallAsync(
            Operations.PublishToIoTCore,
            IpcJson.Write(publication, IpcJson.Context.IoTCorePublication),
            cancellationToken
        );

    /// <summary>
    /// Subscribes to a topic of AWS IoT Core. The classic nucleus answers when the broker has, so this waits while the device
    /// is offline, as long as the caller likes. After subscribing, ask for the present state instead of waiting for news: what
    /// comes before the nucleus' consent is dropped.
    /// </summary>
    /// <param name="topicFilter">The topic; may have MQTT wildcards.</param>
    /// <param name="qos">The quality of service.</param>
    /// <param name="settings">How to treat a slow reader and a gap; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the waiting for the nucleus' consent.</param>
    /// <exception cref="ServiceErrorException"><see cref="ServiceErrorCode.Unauthorized"/>; <see cref="ServiceErrorCode.Service"/>: the broker refused.</exception>
    public Task<IpcSubscription<IoTCoreMessage>> SubscribeToIoTCoreAsync(
        string topicFilter,
        QualityOfService qos,
        SubscriptionSettings? settings = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new SubscribeToIoTCoreRequest(topicFilter, qos);
        return SubscribeAsync(
            Operations.SubscribeToIoTCore,
            IpcJson.Write(request, IpcJson.Context.SubscribeToIoTCoreRequest),
            settings,
            cancellationToken
        );
    }

    /// <summary>Subscribes to the nucleus' connection to AWS IoT Core. Nuclei before the second half of 2026 do not have it.</summary>
    /// <param name="settings">How to treat a slow reader and a gap; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the waiting for the nucleus' consent.</param>
    /// <returns>The subscription, whose first event tells the present status; null where the nucleus lacks the operation.</returns>
    public async Task<IpcSubscription<IoTCoreConnectionStatusEvent>?> TrySubscribeToIoTCoreConnectionStatusAsync(
        SubscriptionSettings? settings = null,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            return await SubscribeAsync(
                    Operations.SubscribeToIoTCoreConnectionStatus,
                    IpcJson.Empty,
                    settings,
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        catch (ServiceErrorException error) when (error.Code == ServiceErrorCode.OperationNotSupported)
        {
            return null;
        }
    }
}
