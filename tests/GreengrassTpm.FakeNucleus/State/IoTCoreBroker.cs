using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>AWS IoT Core as the nucleus sees it: a broker in memory that can be offline.</summary>
internal sealed class IoTCoreBroker
{
    private readonly List<(string Filter, Action<JsonObject> Deliver)> _subscribers = [];
    private readonly List<JsonObject> _spooled = [];
    private readonly List<JsonObject> _published = [];
    private readonly List<Action<bool>> _statusWatchers = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource _online = Completed();

    /// <summary>Whether there is a connection.</summary>
    public bool IsOnline => _online.Task.IsCompleted;

    /// <summary>Completes when there is a connection.</summary>
    public Task WaitForOnlineAsync() => _online.Task;

    /// <summary>Makes or cuts the connection. What was published meanwhile goes out.</summary>
    public void SetOnline(bool online)
    {
        JsonObject[] waiting;
        Action<bool>[] watchers;
        lock (_gate)
        {
            if (online == IsOnline)
            {
                return;
            }

            waiting = online ? [.. _spooled] : [];
            _spooled.RemoveAll(_ => online);
            watchers = [.. _statusWatchers];
            if (online)
            {
                _online.SetResult();
            }
            else
            {
                _online = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        Array.ForEach(watchers, watcher => watcher(online));
        Array.ForEach(waiting, Deliver);
    }

    /// <summary>A message of a component: delivered at once, or spooled while offline.</summary>
    public void Publish(JsonObject message)
    {
        lock (_gate)
        {
            _published.Add(message);
            if (!IsOnline)
            {
                _spooled.Add(message);
                return;
            }
        }

        Deliver(message);
    }

    /// <summary>Delivers a message to the subscribers, as the cloud does.</summary>
    public void Deliver(JsonObject message)
    {
        (string Filter, Action<JsonObject> Deliver)[] subscribers;
        lock (_gate)
        {
            subscribers = [.. _subscribers];
        }

        foreach ((string filter, Action<JsonObject> deliver) in subscribers)
        {
            if (TopicFilter.Matches(filter, (string)message["topicName"]!))
            {
                deliver((JsonObject)message.DeepClone());
            }
        }
    }

    /// <summary>What the components have published so far.</summary>
    public JsonArray Published()
    {
        lock (_gate)
        {
            return new JsonArray([.. _published.Select(message => message.DeepClone())]);
        }
    }

    /// <summary>Subscribes until disposed of.</summary>
    public IDisposable Subscribe(string filter, Action<JsonObject> deliver) => Add(_subscribers, (filter, deliver));

    /// <summary>Tells of the connection until disposed of.</summary>
    public IDisposable WatchStatus(Action<bool> changed) => Add(_statusWatchers, changed);

    private Subscription Add<T>(List<T> list, T item)
    {
        lock (_gate)
        {
            list.Add(item);
        }

        return new Subscription(() =>
        {
            lock (_gate)
            {
                list.Remove(item);
            }
        });
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
