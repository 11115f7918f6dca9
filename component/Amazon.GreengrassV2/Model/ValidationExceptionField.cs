using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>A member of a request that is not valid.</summary>
public partial class ValidationExceptionField
{
    /// <summary>What is wrong with it.</summary>
    public string Message { get; set; }

    /// <summary>Its name.</summary>
    public string Name { get; set; }

    internal static ValidationExceptionField Read(JsonElement reply) =>
        new() { Message = reply.Text("message"), Name = reply.Text("name") };
}
