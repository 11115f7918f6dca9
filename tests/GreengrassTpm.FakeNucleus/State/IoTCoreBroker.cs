using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>
/// The components' side of AWS IoT Core: their subscriptions, what they publish, and whether there is a connection. What is
/// published without one waits.
/// </summary>
internal sealed class IoTCoreBroker
{
    private readonly List<(string Filter, Action<JsonObject> Deliver)> _subscribers = [];
    private readonly List<JsonObject> _spooled = [];
    private readonly List<JsonObject> _published = [];
    private readonly List<Action<bool>> _statusWatchers = [];
    private readonly Lock _gate = new();
    private IUplink _uplink;
    private TaskCompletionSource _online = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IoTCoreBroker() => _uplink = new EchoUplink(Deliver);

    /// <summary>Takes another way to the cloud than an echo.</summary>
    public void Use(IUplink uplink) => _uplink = uplink;

    /// <summary>Whether there is a connection.</summary>
    public bool IsOnline => _online.Task.IsCompleted;

    /// <summary>Completes when there is a connection.</summary>
    public Task WaitForOnlineAsync() => _online.Task;

    /// <summary>Says that the connection is there or gone. What was published meanwhile goes out.</summary>
    public async Task SetOnlineAsync(bool online)
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
        foreach (JsonObject message in waiting)
        {
            await SendAsync(message);
        }
    }

    /// <summary>A message of a component: passed on at once, or spooled while offline.</summary>
    public async Task PublishAsync(JsonObject message)
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

        await SendAsync(message);
    }

    /// <summary>Delivers a message of the cloud to the subscribers.</summary>
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

    /// <summary>What a new connection has to subscribe to.</summary>
    public string[] Filters()
    {
        lock (_gate)
        {
            return [.. _subscribers.Select(subscriber => subscriber.Filter).Distinct()];
        }
    }

    /// <summary>Subscribes until disposed of; done when the cloud has answered.</summary>
    /// <exception cref="ServiceFault">The cloud refused.</exception>
    public async Task<IDisposable> SubscribeAsync(string filter, Action<JsonObject> deliver)
    {
        while (true)
        {
            await WaitForOnlineAsync();
            Subscription subscription = Add(_subscribers, (filter, deliver));
            try
            {
                await _uplink.SubscribeAsync(filter);
                return subscription;
            }
            catch (IOException)
            {
                // The connection is lost, which is about to be noticed: once more with the next one.
                subscription.Dispose();
                await Task.Delay(20);
            }
            catch
            {
                subscription.Dispose();
                throw;
            }
        }
    }

    /// <summary>Tells of the connection until disposed of.</summary>
    public IDisposable WatchStatus(Action<bool> changed) => Add(_statusWatchers, changed);

    private async Task SendAsync(JsonObject message)
    {
        try
        {
            await _uplink.PublishAsync(message);
        }
        catch (IOException)
        {
            lock (_gate)
            {
                _spooled.Add(message);
            }
        }
    }

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
}
