using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>The components' configurations, each leaf with the time of its last change.</summary>
internal sealed class ConfigurationStore(Flavour flavour)
{
    private readonly Dictionary<string, JsonObject> _components = [];
    private readonly Dictionary<string, double> _times = [];
    private readonly List<Watcher> _watchers = [];
    private readonly Lock _gate = new();

    /// <summary>Adds a component.</summary>
    public void Add(string component, JsonObject configuration) => _components[component] = configuration;

    /// <summary>The component's own policies.</summary>
    public JsonObject? AccessControl(string component)
    {
        lock (_gate)
        {
            return Find(component, ["accessControl"])?.DeepClone() as JsonObject;
        }
    }

    /// <summary>GetConfiguration: an object as it is, a leaf as <c>{ key: leaf }</c>; null when there is none.</summary>
    public JsonObject? Get(string component, string[] keyPath)
    {
        lock (_gate)
        {
            JsonNode? node = Find(component, keyPath);
            return node is null ? null
                : node is JsonObject container ? (JsonObject)container.DeepClone()
                : new JsonObject { [keyPath[^1]] = node.DeepClone() };
        }
    }

    /// <summary>Whether there is something to watch.</summary>
    public bool Exists(string component, string[] keyPath)
    {
        lock (_gate)
        {
            return Find(component, keyPath) is not null;
        }
    }

    /// <summary>Merges values and tells the watchers.</summary>
    /// <returns>Whether every value was newer than what it replaced.</returns>
    public bool Merge(string component, string[] keyPath, JsonObject values, double time)
    {
        var changed = new List<string[]>();
        bool all;
        Watcher[] watchers;
        lock (_gate)
        {
            JsonObject container = Open(component, keyPath);
            all = Merge(component, container, keyPath, values, time, changed);
            watchers = [.. _watchers];
        }

        foreach (string[] path in changed)
        {
            foreach (Watcher watcher in watchers.Where(watcher => watcher.Covers(component, path)))
            {
                watcher.Changed(path);
            }
        }

        return all;
    }

    /// <summary>Tells of every change at or below a path until disposed of.</summary>
    public IDisposable Watch(string component, string[] keyPath, Action<string[]> changed)
    {
        var watcher = new Watcher(component, keyPath, changed);
        lock (_gate)
        {
            _watchers.Add(watcher);
        }

        return new Subscription(() =>
        {
            lock (_gate)
            {
                _watchers.Remove(watcher);
            }
        });
    }

    private JsonNode? Find(string component, string[] keyPath)
    {
        string name =
            component == "aws.greengrass.Nucleus" && flavour == Flavour.Lite ? "aws.greengrass.NucleusLite" : component;
        JsonNode? node = _components.GetValueOrDefault(name);
        foreach (string key in keyPath)
        {
            node = (node as JsonObject)?.FirstOrDefault(member => SameKey(member.Key, key)).Value;
        }

        return node;
    }

    // Only the classic nucleus forgives the wrong case.
    private bool SameKey(string one, string other) =>
        string.Equals(
            one,
            other,
            flavour == Flavour.Lite ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase
        );

    private JsonObject Open(string component, string[] keyPath)
    {
        JsonObject container = _components[component];
        foreach (string key in keyPath)
        {
            if (container[key] is not JsonObject inner)
            {
                container[key] = inner = [];
            }

            container = inner;
        }

        return container;
    }

    private bool Merge(
        string component,
        JsonObject container,
        string[] path,
        JsonObject values,
        double time,
        List<string[]> changed
    )
    {
        bool all = true;
        foreach ((string key, JsonNode? value) in values)
        {
            string[] leaf = [.. path, key];
            string id = component + "/" + string.Join('/', leaf);
            if (value is JsonObject inner)
            {
                if (container[key] is not JsonObject target)
                {
                    container[key] = target = [];
                }

                all &= Merge(component, target, leaf, inner, time, changed);
            }
            else if (time < _times.GetValueOrDefault(id))
            {
                all = false;
            }
            else
            {
                _times[id] = time;
                bool same = JsonNode.DeepEquals(container[key], value);
                container[key] = AsStored(value);
                if (!same)
                {
                    changed.Add(leaf);
                }
            }
        }

        return all;
    }

    // The classic nucleus reads every number as a double and writes 5 back as 5.0.
    private JsonNode? AsStored(JsonNode? value) =>
        flavour == Flavour.Classic && value is JsonValue number && number.TryGetValue(out long integer)
            ? JsonNode.Parse($"{integer}.0")
            : value?.DeepClone();

    private sealed record Watcher(string Component, string[] KeyPath, Action<string[]> Changed)
    {
        public bool Covers(string component, string[] path) =>
            component == Component && path.AsSpan().StartsWith(KeyPath)
            || component == Component && KeyPath.AsSpan().StartsWith(path);
    }
}
