using Amazon.GreengrassV2.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Model;

/// <summary>Request of <see cref="IAmazonGreengrassV2.GetComponentAsync(GetComponentRequest, CancellationToken)"/>.</summary>
public partial class GetComponentRequest : AmazonGreengrassV2Request
{
    /// <summary>ARN of the component version.</summary>
    public string Arn { get; set; }

    /// <summary>Format wanted; null for JSON.</summary>
    public RecipeOutputFormat RecipeOutputFormat { get; set; }
}

/// <summary>Response of <see cref="IAmazonGreengrassV2.GetComponentAsync(GetComponentRequest, CancellationToken)"/>.</summary>
public partial class GetComponentResponse : AmazonWebServiceResponse
{
    /// <summary>The recipe.</summary>
    public MemoryStream Recipe { get; set; }

    /// <summary>Its format.</summary>
    public RecipeOutputFormat RecipeOutputFormat { get; set; }

    /// <summary>Tags of the version.</summary>
    public Dictionary<string, string> Tags { get; set; } = JsonMembers.Unset<Dictionary<string, string>>();
}

/// <summary>How GetComponent goes over the wire.</summary>
internal static class GetComponent
{
    public static readonly RestJsonOperation<GetComponentRequest, GetComponentResponse> Operation = new(
        GreengrassV2Service.Instance,
        "GET",
        "/greengrass/v2/components/{arn}",
        (request, call) =>
        {
            call.Label("arn", nameof(request.Arn), request.Arn);
            call.Query("recipeOutputFormat", request.RecipeOutputFormat?.Value);
        },
        reply => new GetComponentResponse
        {
            Recipe = reply.Blob("recipe"),
            RecipeOutputFormat = reply.Text("recipeOutputFormat"),
            Tags = reply.Map("tags"),
        },
        GreengrassV2Service.Errors("ResourceNotFoundException")
    );
}
