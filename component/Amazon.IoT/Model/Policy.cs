using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>A policy in a list.</summary>
public partial class Policy
{
    /// <summary>Name of the policy: 1 to 128 characters of <c>A-Z a-z 0-9 _ + = , . @ -</c>.</summary>
    public string PolicyName { get; set; }

    /// <summary>ARN of the policy.</summary>
    public string PolicyArn { get; set; }

    internal static Policy Read(JsonElement reply) =>
        new() { PolicyName = reply.Text("policyName"), PolicyArn = reply.Text("policyArn") };
}
