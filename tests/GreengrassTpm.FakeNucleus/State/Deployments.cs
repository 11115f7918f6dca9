using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>
/// Configuration deployments of the classic nucleus, in its order: announcement and deferrals, validation, merge, end. Nucleus
/// lite merges and restarts the component.
/// </summary>
internal sealed class Deployments(Nucleus nucleus)
{
    private readonly ConcurrentDictionary<Call, string> _updateListeners = [];
    private readonly ConcurrentDictionary<string, Call> _validators = [];
    private readonly ConcurrentDictionary<(string Component, string Id), TaskCompletionSource<long>> _deferrals = [];
    private readonly ConcurrentDictionary<(string Component, string Id), TaskCompletionSource<string?>> _reports = [];
    private int _count;

    /// <summary>Deploys a change of a component's configuration.</summary>
    /// <param name="component">The component.</param>
    /// <param name="merge">The change.</param>
    /// <param name="patience">How long to wait for each answer, and at the most before asking again.</param>
    /// <returns>Null for success, or why it failed.</returns>
    public async Task<string?> DeployAsync(string component, JsonObject merge, TimeSpan patience)
    {
        int number = Interlocked.Increment(ref _count);
        if (nucleus.Options.Flavour == Flavour.Classic)
        {
            await AnnounceAsync($"deployment-{number}", patience);
            if (await ValidateAsync(component, merge, $"job-{number}", patience) is { } refusal)
            {
                return refusal;
            }
        }

        nucleus.Configuration.Merge(component, [], merge, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0);
        foreach (Call listener in _updateListeners.Keys)
        {
            listener.SendEvent(
                "ComponentUpdatePolicyEvents",
                Union("postUpdateEvent", new JsonObject { ["deploymentId"] = $"deployment-{number}" })
            );
        }

        if (nucleus.Options.Flavour == Flavour.Lite)
        {
            await nucleus.Components.RestartAsync(component);
        }

        return null;
    }

    public IDisposable SubscribeToUpdates(Call call)
    {
        _updateListeners[call] = call.Component;
        return new Subscription(() => _updateListeners.TryRemove(call, out _));
    }

    // One place for each component: the first listener gets it, and the end of any clears it.
    public IDisposable SubscribeToValidation(Call call)
    {
        _validators.TryAdd(call.Component, call);
        return new Subscription(() => _validators.TryRemove(call.Component, out _));
    }

    public JsonObject TakeDeferral(Call call)
    {
        if (!_updateListeners.Values.Contains(call.Component))
        {
            throw new ServiceFault("InvalidArgumentsError", "Component is not subscribed to component update events");
        }

        // Without recheckAfterMs the real one waits to its time-out; so does this one.
        bool known = _deferrals.TryGetValue(
            (call.Component, call.Text("deploymentId")),
            out TaskCompletionSource<long>? waiting
        );
        long? recheckAfter = (long?)call.Input["recheckAfterMs"];
        return known && (recheckAfter is null || waiting!.TrySetResult(recheckAfter.Value))
            ? []
            : throw new ServiceFault("ServiceError", "Time limit to respond to PreComponentUpdateEvent exceeded");
    }

    public JsonObject TakeReport(Call call)
    {
        JsonObject report = call.Object("configurationValidityReport");
        string? refusal =
            (string?)report["status"] == "ACCEPTED"
                ? null
                : "COMPONENT_CONFIGURATION_NOT_VALID: " + (string?)report["message"];
        return
            _reports.TryRemove(
                (call.Component, (string)report["deploymentId"]!),
                out TaskCompletionSource<string?>? waiting
            ) && waiting.TrySetResult(refusal)
            ? []
            : throw new ServiceFault("InvalidArgumentsError", "Validation request either timed out or was never made");
    }

    private async Task AnnounceAsync(string id, TimeSpan patience)
    {
        long longest;
        do
        {
            longest = 0;
            foreach (Call listener in _updateListeners.Keys)
            {
                TaskCompletionSource<long> answer = _deferrals[(listener.Component, id)] = new(
                    TaskCreationOptions.RunContinuationsAsynchronously
                );
                var announcement = new JsonObject { ["deploymentId"] = id, ["isGgcRestarting"] = false };
                listener.SendEvent("ComponentUpdatePolicyEvents", Union("preUpdateEvent", announcement));
                longest = Math.Max(longest, await WithinAsync(answer.Task, patience, 0L));
            }

            TimeSpan deferral = TimeSpan.FromMilliseconds(longest);
            await Task.Delay(deferral < patience ? deferral : patience);
        } while (longest > 0);
    }

    private async Task<string?> ValidateAsync(string component, JsonObject merge, string id, TimeSpan patience)
    {
        if (!_validators.TryGetValue(component, out Call? validator))
        {
            return null;
        }

        TaskCompletionSource<string?> answer = _reports[(component, id)] = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        JsonObject proposed = nucleus.Configuration.Get(component, []) ?? [];
        foreach ((string key, JsonNode? value) in merge)
        {
            proposed[key] = value?.DeepClone();
        }

        var question = new JsonObject { ["configuration"] = proposed, ["deploymentId"] = id };
        validator.SendEvent("ValidateConfigurationUpdateEvents", Union("validateConfigurationUpdateEvent", question));
        return await WithinAsync(answer.Task, patience, "COMPONENT_CONFIGURATION_NOT_VALID: no report in time");
    }

    private static async Task<T> WithinAsync<T>(Task<T> answer, TimeSpan patience, T otherwise)
    {
        try
        {
            return await answer.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            return otherwise;
        }
    }

    private static JsonObject Union(string member, JsonObject content) => new() { [member] = content };
}
