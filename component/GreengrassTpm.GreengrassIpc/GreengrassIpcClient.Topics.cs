using System.Text.Json.Nodes;

namespace GreengrassTpm.GreengrassIpc;

/// <content>Publish and subscribe among the components of the device.</content>
public sealed partial class GreengrassIpcClient
{
    /// <summary>Publishes an object to a local topic. At most once; no error when nobody listens.</summary>
    /// <param name="topic">The topic, without wildcards.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ServiceErrorException"><see cref="ServiceErrorCode.Unauthorized"/>, <see cref="ServiceErrorCode.InvalidArguments"/>.</exception>
    public Task PublishToTopicAsync(string topic, JsonObject message, CancellationToken cancellationToken = default) =>
        PublishToTopicAsync(topic, new PublishMessage(JsonMessage: new JsonPublication(message)), cancellationToken);

    /// <summary>Publishes bytes to a local topic. At most once; no error when nobody listens.</summary>
    /// <param name="topic">The topic, without wildcards.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ServiceErrorException"><see cref="ServiceErrorCode.Unauthorized"/>, <see cref="ServiceErrorCode.InvalidArguments"/>.</exception>
    public Task PublishToTopicAsync(
        string topic,
        ReadOnlyMemory<byte> message,
        CancellationToken cancellationToken = default
    ) =>
        PublishToTopicAsync(
            topic,
            new PublishMessage(BinaryMessage: new BinaryPublication(message)),
            cancellationToken
        );

    /// <summary>Subscribes to a local topic.</summary>
    /// <param name="topic">The topic; may have MQTT wildcards.</param>
    /// <param name="receiveMode">Whose messages to get; null for the nucleus' default: others' with wildcards, else all.</param>
    /// <param name="settings">How to treat a slow reader and a gap; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the waiting for the nucleus' consent.</param>
    /// <exception cref="ServiceErrorException"><see cref="ServiceErrorCode.Unauthorized"/>.</exception>
    public Task<IpcSubscription<TopicMessage>> SubscribeToTopicAsync(
        string topic,
        ReceiveMode? receiveMode = null,
        SubscriptionSettings? settings = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new SubscribeToTopicRequest(topic, receiveMode);
        return SubscribeAsync(
            Operations.SubscribeToTopic,
            IpcJson.Write(request, IpcJson.Context.SubscribeToTopicRequest),
            settings,
            cancellationToken
        );
    }

    private Task<EmptyResponse> PublishToTopicAsync(
        string topic,
        PublishMessage message,
        CancellationToken cancellationToken
    )
    {
        var request = new PublishToTopicRequest(topic, message);
        return CallAsync(
            Operations.PublishToTopic,
            IpcJson.Write(request, IpcJson.Context.PublishToTopicRequest),
            cancellationToken
        );
    }
}
