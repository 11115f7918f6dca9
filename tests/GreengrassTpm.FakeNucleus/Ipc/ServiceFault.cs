using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>An error of the service's model, thrown by an operation.</summary>
internal sealed class ServiceFault(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>The payload, as each nucleus writes it.</summary>
    public JsonObject ToJson(Flavour flavour) =>
        flavour == Flavour.Lite
            ? new JsonObject { ["_message"] = Message, ["_errorCode"] = Code }
            : new JsonObject
            {
                ["message"] = Message,
                ["_service"] = "aws.greengrass#GreengrassCoreIPC",
                ["_message"] = Message,
                ["_errorCode"] = Code,
            };
}
