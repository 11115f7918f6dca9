using System.Text.Json;
using System.Text.Json.Serialization;

namespace GreengrassTpm.Component;

/// <summary>An execution of a job, as the cloud describes it (https://docs.aws.amazon.com/iot/latest/developerguide/jobs-mqtt-api.html).</summary>
/// <param name="JobId">The job; null where there is none.</param>
/// <param name="Status">QUEUED or IN_PROGRESS, as long as it is pending.</param>
/// <param name="JobDocument">What is to be done.</param>
internal sealed record JobExecution(string? JobId, string? Status, JsonElement JobDocument)
{
    private const string Operation = "rotate-credential";

    /// <summary>Whether it is a job for this component: <c>{"operation":"rotate-credential"}</c>.</summary>
    internal bool IsRotation =>
        JobDocument.ValueKind == JsonValueKind.Object
        && JobDocument.TryGetProperty("operation", out JsonElement operation)
        && operation.ValueKind == JsonValueKind.String
        && operation.GetString() == Operation;
}

/// <summary>The message on <c>notify-next</c> and on <c>$next/get/accepted</c>.</summary>
internal sealed record NextJob(JobExecution? Execution, string? ClientToken);

/// <summary>Asks for the next job.</summary>
internal sealed record NextJobRequest(string ClientToken);

/// <summary>Tells how a job goes.</summary>
internal sealed record JobUpdate(string Status, IReadOnlyDictionary<string, string> StatusDetails, string ClientToken);

/// <summary>The answer to a request: <c>Code</c> and <c>Message</c> only where it was rejected.</summary>
internal sealed record JobAnswer(string? ClientToken, string? Code, string? Message);

/// <summary>JSON of jobs, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NextJob))]
[JsonSerializable(typeof(NextJobRequest))]
[JsonSerializable(typeof(JobUpdate))]
[JsonSerializable(typeof(JobAnswer))]
internal sealed partial class JobJson : JsonSerializerContext;
