using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>The publish/subscribe among the components.</summary>
internal sealed class LocalTopics
{
    private readonly List<(string Filter, string? NotFrom, Action<JsonObject> Deliver)> _subscribers = [];
    private readonly Lock _gate = new();

    /// <summary>Subscribes until disposed of.</summary>
    /// <param name="filter">The topic, perhaps with wildcards.</param>
    /// <param name="notFrom">The component whose messages are left out; null for none.</param>
    /// <param name="deliver">Takes the messages.</param>
    public IDisposable Subscribe(string filter, string? notFrom, Action<JsonObject> deliver)
    {
        (string, string?, Action<JsonObject>) subscriber = (filter, notFrom, deliver);
        lock (_gate)
        {
            _subscribers.Add(subscriber);
        }

        return new Subscription(() =>
        {
            lock (_gate)
            {
                _subscribers.Remove(subscriber);
            }
        });
    }

    /// <summary>Publishes.</summary>
    /// <param name="from">The publishing component.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="message">The union with one member, <c>jsonMessage</c> or <c>binaryMessage</c>.</param>
    public void Publish(string from, string topic, JsonObject message)
    {
        (string Filter, string? NotFrom, Action<JsonObject> Deliver)[] subscribers;
        lock (_gate)
        {
            subscribers = [.. _subscribers];
        }

        foreach ((string filter, string? notFrom, Action<JsonObject> deliver) in subscribers)
        {
            if (TopicFilter.Matches(filter, topic) && notFrom != from)
            {
                var copy = (JsonObject)message.DeepClone();
                (string kind, JsonNode? content) = copy.First();
                content!["context"] = new JsonObject { ["topic"] = topic };
                deliver(copy);
            }
        }
    }
}
