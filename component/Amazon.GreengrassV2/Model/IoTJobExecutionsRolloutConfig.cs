using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>How fast devices are told of a job.</summary>
public partial class IoTJobExecutionsRolloutConfig
{
    /// <summary>A rate that grows; null for a constant one.</summary>
    public IoTJobExponentialRolloutRate ExponentialRate { get; set; }

    /// <summary>Most devices a minute.</summary>
    public int? MaximumPerMinute { get; set; }

    internal static IoTJobExecutionsRolloutConfig Read(JsonElement reply) =>
        new()
        {
            ExponentialRate = reply.Object("exponentialRate", IoTJobExponentialRolloutRate.Read),
            MaximumPerMinute = reply.Integer("maximumPerMinute"),
        };

    internal static void Write(Utf8JsonWriter writer, IoTJobExecutionsRolloutConfig value)
    {
        writer.Member("exponentialRate", value.ExponentialRate, IoTJobExponentialRolloutRate.Write);
        writer.Member("maximumPerMinute", value.MaximumPerMinute);
    }
}
