using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>The check of a component's accessControl.</summary>
internal sealed class AccessControl(ConfigurationStore store, string thingName)
{
    /// <summary>Whether a policy of the component allows the operation on the resource.</summary>
    /// <param name="component">The caller.</param>
    /// <param name="service">The service, for example <c>aws.greengrass.ipc.pubsub</c>.</param>
    /// <param name="operation">The operation without namespace.</param>
    /// <param name="resource">The topic or component.</param>
    public bool Allows(string component, string service, string operation, string resource)
    {
        JsonObject policies = store.AccessControl(component)?[service] as JsonObject ?? [];
        bool mqtt = service == "aws.greengrass.ipc.mqttproxy";
        return policies.Any(policy =>
            Texts(policy.Value?["operations"])
                .Any(allowed => allowed is "*" || allowed == "aws.greengrass#" + operation)
            && Texts(policy.Value?["resources"])
                .Select(pattern => pattern.Replace("{iot:thingName}", thingName, StringComparison.Ordinal))
                .Any(pattern =>
                    TopicFilter.MatchesPattern(pattern, resource) || (mqtt && TopicFilter.Matches(pattern, resource))
                )
        );
    }

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray ?? []).Select(item => (string)item!);
}
