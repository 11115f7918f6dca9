using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>
/// What a test tells the nucleus: one JSON object a line on standard input, one answer a line on standard output, the first of
/// which says that the nucleus is ready. The end of the input ends the nucleus.
/// </summary>
internal sealed class ControlChannel(Nucleus nucleus, TextReader input, TextWriter output)
{
    public async Task RunAsync()
    {
        await AnswerAsync(new JsonObject { ["socket"] = nucleus.SocketPath });
        while (await input.ReadLineAsync() is { } line)
        {
            await AnswerAsync(await CarryOutAsync((JsonObject)JsonNode.Parse(line)!));
        }
    }

    private async Task<JsonObject> CarryOutAsync(JsonObject command)
    {
        string component = (string?)command["component"] ?? "";
        switch ((string)command["do"]!)
        {
            case "environment":
                var variables = nucleus.EnvironmentOf(component);
                return new JsonObject(
                    variables.Select(entry => KeyValuePair.Create(entry.Name, (JsonNode?)entry.Value))
                );
            case "status":
                return nucleus.Components.StatusOf(component);
            case "processes":
                return new JsonObject { ["ids"] = nucleus.Components.ProcessIds() };
            case "restart":
                await nucleus.Components.RestartAsync(component);
                return [];
            case "stop":
                await nucleus.Components.StopAsync(component);
                return [];
            case "deploy":
                var patience = TimeSpan.FromSeconds((double?)command["patience"] ?? 20);
                var merge = (JsonObject)command["merge"]!;
                return new JsonObject
                {
                    ["failure"] = await nucleus.Deployments.DeployAsync(component, merge, patience),
                };
            case "configuration":
                return nucleus.Configuration.Get(component, []) ?? [];
            case "online":
                await nucleus.IoTCore.SetOnlineAsync((bool)command["online"]!);
                return [];
            case "cloud":
                return nucleus.CloudStatus();
            case "restart-daemon":
                await nucleus.RestartDaemonAsync((string)command["name"]!);
                return [];
            case "deliver":
                nucleus.IoTCore.Deliver((JsonObject)command["message"]!);
                return [];
            case "published":
                return new JsonObject { ["messages"] = nucleus.IoTCore.Published() };
            case "misbehave":
                nucleus.Misbehave((JsonObject)command["rule"]!);
                return [];
            case "close-connections":
                nucleus.CloseConnections();
                return [];
            default:
                throw new NotSupportedException($"No such command: {command["do"]}");
        }
    }

    private async Task AnswerAsync(JsonObject answer)
    {
        await output.WriteLineAsync(answer.ToJsonString());
        await output.FlushAsync();
    }
}
