using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>When a job is aborted.</summary>
public partial class IoTJobAbortConfig
{
    /// <summary>The criteria; the first that is met aborts it.</summary>
    public List<IoTJobAbortCriteria> CriteriaList { get; set; } = JsonMembers.Unset<List<IoTJobAbortCriteria>>();

    internal static IoTJobAbortConfig Read(JsonElement reply) =>
        new() { CriteriaList = reply.Items("criteriaList", IoTJobAbortCriteria.Read) };

    internal static void Write(Utf8JsonWriter writer, IoTJobAbortConfig value)
    {
        writer.Member("criteriaList", value.CriteriaList, IoTJobAbortCriteria.Write);
    }
}
