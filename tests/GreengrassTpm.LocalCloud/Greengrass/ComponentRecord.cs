using System.Text.Json.Nodes;

namespace GreengrassTpm.LocalCloud;

/// <summary>A component version of the cloud.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Name">Name of the component.</param>
/// <param name="Version">The version.</param>
/// <param name="Recipe">The recipe as it was sent.</param>
/// <param name="Token">The token that it was created with.</param>
/// <param name="Created">When it was created.</param>
/// <param name="Artifacts">Addresses of its artifacts.</param>
public sealed record ComponentRecord(
    string Arn,
    string Name,
    string Version,
    string Recipe,
    string? Token,
    DateTimeOffset Created,
    IReadOnlyList<string> Artifacts
)
{
    /// <summary>REQUESTED until it has been asked for once; then the cloud has looked at its artifacts.</summary>
    internal string State { get; set; } = "REQUESTED";

    /// <summary>What is wrong, by artifact.</summary>
    internal JsonObject Errors { get; set; } = [];
}
