using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>A criterion by which a job is aborted.</summary>
public partial class IoTJobAbortCriteria
{
    /// <summary>What is done.</summary>
    public IoTJobAbortAction Action { get; set; }

    /// <summary>What counts as a failure.</summary>
    public IoTJobExecutionFailureType FailureType { get; set; }

    /// <summary>Devices that must have ended before the criterion holds.</summary>
    public int? MinNumberOfExecutedThings { get; set; }

    /// <summary>Share of failures that aborts, in per cent.</summary>
    public double? ThresholdPercentage { get; set; }

    internal static IoTJobAbortCriteria Read(JsonElement reply) =>
        new()
        {
            Action = reply.Text("action"),
            FailureType = reply.Text("failureType"),
            MinNumberOfExecutedThings = reply.Integer("minNumberOfExecutedThings"),
            ThresholdPercentage = reply.Number("thresholdPercentage"),
        };

    internal static void Write(Utf8JsonWriter writer, IoTJobAbortCriteria value)
    {
        writer.Member("action", value.Action?.Value);
        writer.Member("failureType", value.FailureType?.Value);
        writer.Member("minNumberOfExecutedThings", value.MinNumberOfExecutedThings);
        writer.Member("thresholdPercentage", value.ThresholdPercentage);
    }
}
