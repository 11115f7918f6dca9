using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Resources that a component's processes may use.</summary>
public partial class SystemResourceLimits
{
    /// <summary>Processors.</summary>
    public double? Cpus { get; set; }

    /// <summary>Memory in kilobytes.</summary>
    public long? Memory { get; set; }

    internal static SystemResourceLimits Read(JsonElement reply) =>
        new() { Cpus = reply.Number("cpus"), Memory = reply.Long("memory") };

    internal static void Write(Utf8JsonWriter writer, SystemResourceLimits value)
    {
        writer.Member("cpus", value.Cpus);
        writer.Member("memory", value.Memory);
    }
}
