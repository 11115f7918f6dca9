using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GreengrassTpm.LocalCloud;

/// <summary>
/// Device shadows, classic and named, by their reserved topics: update, get and delete with their accepted and rejected
/// answers (https://docs.aws.amazon.com/iot/latest/developerguide/reserved-topics.html#reserved-topics-shadow). Deltas,
/// documents and metadata are left out.
/// </summary>
internal sealed partial class ShadowService(TimeProvider time)
{
    /// <summary>Most bytes of a shadow's document.</summary>
    private const int MaximumSize = 8 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Shadow> _shadows = new(StringComparer.Ordinal);

    /// <summary>The state of a shadow; null when there is none.</summary>
    /// <param name="thing">The thing.</param>
    /// <param name="name">The shadow's name; null for the classic one.</param>
    public JsonObject? State(string thing, string? name)
    {
        lock (_gate)
        {
            return _shadows.GetValueOrDefault(Key(thing, name ?? ""))?.State?.DeepClone().AsObject();
        }
    }

    /// <summary>The answer to a message; null when its topic is none of a shadow's.</summary>
    public ReservedMessage? Answer(string topic, byte[] payload)
    {
        var match = RequestTopic().Match(topic);
        if (!match.Success)
        {
            return null;
        }
        JsonObject? request = null;
        JsonObject answer;
        try
        {
            request = Parse(payload);
            var key = Key(match.Groups["thing"].Value, match.Groups["name"].Value);
            lock (_gate)
            {
                answer = Handle(match.Groups["operation"].Value, key, request);
            }
        }
        catch (ShadowError error)
        {
            answer = new JsonObject { ["code"] = error.Code, ["message"] = error.Message };
        }
        answer["timestamp"] = time.GetUtcNow().ToUnixTimeSeconds();
        if (request?["clientToken"] is { } token)
        {
            answer["clientToken"] = token.DeepClone();
        }
        return new ReservedMessage(topic + (answer.ContainsKey("code") ? "/rejected" : "/accepted"), answer);
    }

    private static string Key(string thing, string name) => name.Length > 0 ? $"{thing}~{name}" : thing;

    private static JsonObject Parse(byte[] payload)
    {
        if (payload.Length > MaximumSize)
        {
            throw new ShadowError(413, "The payload exceeds the maximum size allowed");
        }
        try
        {
            return payload.Length is 0 ? [] : JsonNode.Parse(payload)!.AsObject();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ShadowError(400, "Payload contains invalid json");
        }
    }

    private JsonObject Handle(string operation, string key, JsonObject request)
    {
        var current = _shadows.GetValueOrDefault(key) ?? new Shadow(null, 0);
        if (operation is "update")
        {
            return Update(key, current, request);
        }
        if (current.State is not { } state)
        {
            throw new ShadowError(404, $"No shadow exists with name: '{key}'");
        }
        if (operation is "get")
        {
            return new JsonObject { ["state"] = state.DeepClone(), ["version"] = current.Version };
        }
        _shadows[key] = current with { State = null };
        return new JsonObject { ["version"] = current.Version };
    }

    private JsonObject Update(string key, Shadow current, JsonObject request)
    {
        if (request["state"] is not JsonObject change)
        {
            throw new ShadowError(400, "Missing required node: state");
        }
        if (request["version"] is { } expected && expected.GetValue<long>() != current.Version)
        {
            throw new ShadowError(409, "Version conflict");
        }
        var state = current.State?.DeepClone().AsObject() ?? [];
        Merge(state, change);
        if (Encoding.UTF8.GetByteCount(state.ToJsonString()) > MaximumSize)
        {
            throw new ShadowError(413, "The payload exceeds the maximum size allowed");
        }
        _shadows[key] = new Shadow(state, current.Version + 1);
        return new JsonObject { ["state"] = change.DeepClone(), ["version"] = current.Version + 1 };
    }

    /// <summary>Objects are merged, null removes a member, everything else replaces.</summary>
    private static void Merge(JsonObject target, JsonObject change)
    {
        foreach (var (name, value) in change)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject inner && target[name] is JsonObject existing)
            {
                Merge(existing, inner);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }

    [GeneratedRegex(
        @"^\$aws/things/(?<thing>[^/]+)/shadow(/name/(?<name>[^/]+))?/(?<operation>update|get|delete)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex RequestTopic();

    private sealed record Shadow(JsonObject? State, long Version);

    private sealed class ShadowError(int code, string message) : Exception(message)
    {
        public int Code { get; } = code;
    }
}
