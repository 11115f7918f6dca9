using System.Text.Json.Nodes;

namespace GreengrassTpm.LocalCloud;

/// <summary>A job for one thing, and how far it has come.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Document">What is to be done.</param>
/// <param name="Status">QUEUED, IN_PROGRESS, SUCCEEDED, FAILED, REJECTED or CANCELED.</param>
/// <param name="Details">The latest status details.</param>
/// <param name="Updates">Every update that was accepted: the status, and the step of its details where it has one.</param>
public sealed record JobExecution(
    string JobId,
    JsonObject Document,
    string Status,
    JsonObject Details,
    IReadOnlyList<string> Updates
)
{
    /// <summary>Whether the device is still to carry it out.</summary>
    public bool IsPending => Status is "QUEUED" or "IN_PROGRESS";
}
