using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>No cloud at all: what is published comes back at once.</summary>
internal sealed class EchoUplink(Action<JsonObject> deliver) : IUplink
{
    public Task PublishAsync(JsonObject message)
    {
        deliver(message);
        return Task.CompletedTask;
    }

    public Task SubscribeAsync(string filter) => Task.CompletedTask;
}
