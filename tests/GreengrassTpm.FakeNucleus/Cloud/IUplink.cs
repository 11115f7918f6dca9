using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>The way to AWS IoT Core while there is a connection.</summary>
internal interface IUplink
{
    /// <summary>Passes a message on.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    Task PublishAsync(JsonObject message);

    /// <summary>Subscribes.</summary>
    /// <exception cref="ServiceFault">The cloud refused.</exception>
    /// <exception cref="IOException">The connection is gone.</exception>
    Task SubscribeAsync(string filter);
}
