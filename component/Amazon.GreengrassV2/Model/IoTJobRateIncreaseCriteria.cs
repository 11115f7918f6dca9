using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>When a rate of rollout grows; one of the two is set.</summary>
public partial class IoTJobRateIncreaseCriteria
{
    /// <summary>After so many devices have been told.</summary>
    public int? NumberOfNotifiedThings { get; set; }

    /// <summary>After so many devices have succeeded.</summary>
    public int? NumberOfSucceededThings { get; set; }

    internal static IoTJobRateIncreaseCriteria Read(JsonElement reply) =>
        new()
        {
            NumberOfNotifiedThings = reply.Integer("numberOfNotifiedThings"),
            NumberOfSucceededThings = reply.Integer("numberOfSucceededThings"),
        };

    internal static void Write(Utf8JsonWriter writer, IoTJobRateIncreaseCriteria value)
    {
        writer.Member("numberOfNotifiedThings", value.NumberOfNotifiedThings);
        writer.Member("numberOfSucceededThings", value.NumberOfSucceededThings);
    }
}
