using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>Configuration, as components see it.</summary>
internal static class ConfigurationOperations
{
    public static void AddTo(OperationTable table, Nucleus nucleus)
    {
        ConfigurationStore store = nucleus.Configuration;
        table.AddUnary("GetConfiguration", call => Get(call, store));
        table.AddUnary("UpdateConfiguration", call => Update(call, store, nucleus.Options.Flavour));
        table.AddStreaming("SubscribeToConfigurationUpdate", call => Subscribe(call, store));
        if (nucleus.Options.Flavour == Flavour.Classic)
        {
            table.AddStreaming("SubscribeToValidateConfigurationUpdates", nucleus.Deployments.SubscribeToValidation);
            table.AddUnary("SendConfigurationValidityReport", nucleus.Deployments.TakeReport);
        }
    }

    private static JsonObject Get(Call call, ConfigurationStore store)
    {
        string component = call.OptionalText("componentName") ?? call.Component;
        JsonObject value = store.Get(component, call.Texts("keyPath")) ?? throw NotFound();
        return new JsonObject { ["componentName"] = component, ["value"] = value };
    }

    private static JsonObject Update(Call call, ConfigurationStore store, Flavour flavour)
    {
        string[] keyPath = call.Texts("keyPath");
        JsonObject values = call.Object("valueToMerge");
        if (keyPath.FirstOrDefault() == "accessControl" || (keyPath.Length == 0 && values.ContainsKey("accessControl")))
        {
            throw new ServiceFault("InvalidArgumentsError", "Config update is not allowed for accessControl");
        }

        bool all = store.Merge(call.Component, keyPath, values, call.Seconds("timestamp"));
        return all || flavour == Flavour.Lite
            ? []
            : throw new ServiceFault(
                "FailedUpdateConditionCheckError",
                "The configuration is later than the timestamp"
            );
    }

    private static IDisposable Subscribe(Call call, ConfigurationStore store)
    {
        string component = call.OptionalText("componentName") ?? call.Component;
        string[] keyPath = call.Texts("keyPath");
        return store.Exists(component, keyPath)
            ? store.Watch(
                component,
                keyPath,
                path => call.SendEvent("ConfigurationUpdateEvents", Event(component, path))
            )
            : throw NotFound();
    }

    private static JsonObject Event(string component, string[] path) =>
        new()
        {
            ["configurationUpdateEvent"] = new JsonObject
            {
                ["componentName"] = component,
                ["keyPath"] = new JsonArray([.. path.Select(key => (JsonNode)key)]),
            },
        };

    private static ServiceFault NotFound() => new("ResourceNotFoundError", "Key not found");
}
