using System.Text.Json;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Status of a component version in the cloud.</summary>
public partial class CloudComponentStatus
{
    /// <summary>Its state.</summary>
    public CloudComponentState ComponentState { get; set; }

    /// <summary>Errors by the artifact or part that they are about.</summary>
    public Dictionary<string, string> Errors { get; set; } = JsonMembers.Unset<Dictionary<string, string>>();

    /// <summary>What the state means.</summary>
    public string Message { get; set; }

    /// <summary>What the publisher says about it.</summary>
    public VendorGuidance VendorGuidance { get; set; }

    /// <summary>The same in words.</summary>
    public string VendorGuidanceMessage { get; set; }

    internal static CloudComponentStatus Read(JsonElement reply) =>
        new()
        {
            ComponentState = reply.Text("componentState"),
            Errors = reply.Map("errors"),
            Message = reply.Text("message"),
            VendorGuidance = reply.Text("vendorGuidance"),
            VendorGuidanceMessage = reply.Text("vendorGuidanceMessage"),
        };
}
