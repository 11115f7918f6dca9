using Amazon.GreengrassV2.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Request of <see cref="IAmazonGreengrassV2.DescribeComponentAsync(DescribeComponentRequest, CancellationToken)"/>.</summary>
public partial class DescribeComponentRequest : AmazonGreengrassV2Request
{
    /// <summary>ARN of the component version.</summary>
    public string Arn { get; set; }
}

/// <summary>Response of <see cref="IAmazonGreengrassV2.DescribeComponentAsync(DescribeComponentRequest, CancellationToken)"/>.</summary>
public partial class DescribeComponentResponse : AmazonWebServiceResponse
{
    /// <summary>ARN of the version.</summary>
    public string Arn { get; set; }

    /// <summary>Name of the component.</summary>
    public string ComponentName { get; set; }

    /// <summary>The version.</summary>
    public string ComponentVersion { get; set; }

    /// <summary>When it was created, UTC.</summary>
    public DateTime? CreationTimestamp { get; set; }

    /// <summary>Its description.</summary>
    public string Description { get; set; }

    /// <summary>The platforms that it is for.</summary>
    public List<ComponentPlatform> Platforms { get; set; } = JsonMembers.Unset<List<ComponentPlatform>>();

    /// <summary>Its publisher.</summary>
    public string Publisher { get; set; }

    /// <summary>Its status.</summary>
    public CloudComponentStatus Status { get; set; }

    /// <summary>Its tags.</summary>
    public Dictionary<string, string> Tags { get; set; } = JsonMembers.Unset<Dictionary<string, string>>();
}

/// <summary>How DescribeComponent goes over the wire.</summary>
internal static class DescribeComponent
{
    public static readonly RestJsonOperation<DescribeComponentRequest, DescribeComponentResponse> Operation = new(
        GreengrassV2Service.Instance,
        "GET",
        "/greengrass/v2/components/{arn}/metadata",
        (request, call) =>
        {
            call.Label("arn", nameof(request.Arn), request.Arn);
        },
        reply => new DescribeComponentResponse
        {
            Arn = reply.Text("arn"),
            ComponentName = reply.Text("componentName"),
            ComponentVersion = reply.Text("componentVersion"),
            CreationTimestamp = reply.Time("creationTimestamp"),
            Description = reply.Text("description"),
            Platforms = reply.Items("platforms", ComponentPlatform.Read),
            Publisher = reply.Text("publisher"),
            Status = reply.Object("status", CloudComponentStatus.Read),
            Tags = reply.Map("tags"),
        },
        GreengrassV2Service.Errors("ResourceNotFoundException")
    );
}
