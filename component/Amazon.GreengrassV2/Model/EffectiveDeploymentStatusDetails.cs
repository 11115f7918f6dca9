using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Errors of a deployment on a device.</summary>
public partial class EffectiveDeploymentStatusDetails
{
    /// <summary>Codes of the errors, the outermost first.</summary>
    public List<string> ErrorStack { get; set; } = JsonMembers.Unset<List<string>>();

    /// <summary>Kinds of the errors.</summary>
    public List<string> ErrorTypes { get; set; } = JsonMembers.Unset<List<string>>();

    internal static EffectiveDeploymentStatusDetails Read(JsonElement reply) =>
        new()
        {
            ErrorStack = reply.Items("errorStack", item => item.GetString()),
            ErrorTypes = reply.Items("errorTypes", item => item.GetString()),
        };
}
