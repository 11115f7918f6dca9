using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>States, deployments and restarts, as components see them.</summary>
internal static class LifecycleOperations
{
    private const string CliPlugin = "aws.greengrass.Cli";

    public static void AddTo(OperationTable table, Nucleus nucleus)
    {
        table.AddUnary("UpdateState", call => UpdateState(call, nucleus));
        table.Add("RestartComponent", call => RestartAsync(call, nucleus));
        if (nucleus.Options.Flavour == Flavour.Classic)
        {
            table.AddStreaming("SubscribeToComponentUpdates", nucleus.Deployments.SubscribeToUpdates);
            table.AddUnary("DeferComponentUpdate", nucleus.Deployments.TakeDeferral);
        }
    }

    private static JsonObject UpdateState(Call call, Nucleus nucleus)
    {
        string state = call.Text("state");
        if (state is not ("RUNNING" or "ERRORED"))
        {
            throw new ServiceFault("ServiceError", $"Unknown state {state}");
        }

        nucleus.Components.Report(call.Component, state);
        return [];
    }

    private static async Task<(JsonObject Output, IDisposable? Subscription)> RestartAsync(Call call, Nucleus nucleus)
    {
        // The classic nucleus has the operation in its model, but a plugin serves it.
        if (nucleus.Options.Flavour == Flavour.Classic && !nucleus.Components.Contains(CliPlugin))
        {
            throw new ServiceFault(
                "ServiceError",
                "Operation aws.greengrass#RestartComponent is not supported by Greengrass"
            );
        }

        string name = call.Text("componentName");
        if (!nucleus.Access.Allows(call.Component, CliPlugin, "RestartComponent", name))
        {
            throw new ServiceFault("UnauthorizedError", $"{call.Component} is not authorized to restart {name}");
        }

        if (!nucleus.Components.Contains(name))
        {
            throw new ServiceFault("ResourceNotFoundError", $"Component {name} not found");
        }

        await nucleus.Components.RestartAsync(name);
        return (new JsonObject { ["restartStatus"] = "SUCCEEDED" }, null);
    }
}
