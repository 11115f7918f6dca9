using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>A rate of rollout that grows.</summary>
public partial class IoTJobExponentialRolloutRate
{
    /// <summary>Devices a minute at the beginning.</summary>
    public int? BaseRatePerMinute { get; set; }

    /// <summary>Factor by which it grows.</summary>
    public double? IncrementFactor { get; set; }

    /// <summary>When it grows.</summary>
    public IoTJobRateIncreaseCriteria RateIncreaseCriteria { get; set; }

    internal static IoTJobExponentialRolloutRate Read(JsonElement reply) =>
        new()
        {
            BaseRatePerMinute = reply.Integer("baseRatePerMinute"),
            IncrementFactor = reply.Number("incrementFactor"),
            RateIncreaseCriteria = reply.Object("rateIncreaseCriteria", IoTJobRateIncreaseCriteria.Read),
        };

    internal static void Write(Utf8JsonWriter writer, IoTJobExponentialRolloutRate value)
    {
        writer.Member("baseRatePerMinute", value.BaseRatePerMinute);
        writer.Member("incrementFactor", value.IncrementFactor);
        writer.Member("rateIncreaseCriteria", value.RateIncreaseCriteria, IoTJobRateIncreaseCriteria.Write);
    }
}
