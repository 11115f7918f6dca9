using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>A principal of a thing with the type of its relation.</summary>
public partial class ThingPrincipalObject
{
    /// <summary>The principal: ARN of a certificate, or an Amazon Cognito id.</summary>
    public string Principal { get; set; }

    /// <summary>Whether the principal serves this thing alone; null means NON_EXCLUSIVE_THING.</summary>
    public ThingPrincipalType ThingPrincipalType { get; set; }

    internal static ThingPrincipalObject Read(JsonElement reply) =>
        new() { Principal = reply.Text("principal"), ThingPrincipalType = reply.Text("thingPrincipalType") };
}
