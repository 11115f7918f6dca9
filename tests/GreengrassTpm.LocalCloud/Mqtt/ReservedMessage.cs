using System.Text.Json.Nodes;

namespace GreengrassTpm.LocalCloud;

/// <summary>A message that the cloud sends on a reserved topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Payload">The message.</param>
internal sealed record ReservedMessage(string Topic, JsonObject Payload);
