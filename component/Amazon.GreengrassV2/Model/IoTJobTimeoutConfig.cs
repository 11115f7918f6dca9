using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>How long a device may take for a job.</summary>
public partial class IoTJobTimeoutConfig
{
    /// <summary>The time in minutes.</summary>
    public long? InProgressTimeoutInMinutes { get; set; }

    internal static IoTJobTimeoutConfig Read(JsonElement reply) =>
        new() { InProgressTimeoutInMinutes = reply.Long("inProgressTimeoutInMinutes") };

    internal static void Write(Utf8JsonWriter writer, IoTJobTimeoutConfig value)
    {
        writer.Member("inProgressTimeoutInMinutes", value.InProgressTimeoutInMinutes);
    }
}
