using System.Text.Json;

namespace GreengrassTpm.Aws;

/// <summary>The answer to a registration.</summary>
/// <param name="ThingName">The thing that the certificate was registered for.</param>
internal sealed record FleetProvisioningAnswer(string? ThingName)
{
    /// <summary>The thing in an answer; null where there is none.</summary>
    internal static string? ThingOf(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, AwsJson.Default.FleetProvisioningAnswer)?.ThingName;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
