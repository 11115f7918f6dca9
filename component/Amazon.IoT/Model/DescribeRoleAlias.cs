using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.DescribeRoleAliasAsync(DescribeRoleAliasRequest, CancellationToken)"/>.</summary>
public partial class DescribeRoleAliasRequest : AmazonIoTRequest
{
    /// <summary>Name of the role alias.</summary>
    public string RoleAlias { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.DescribeRoleAliasAsync(DescribeRoleAliasRequest, CancellationToken)"/>.</summary>
public partial class DescribeRoleAliasResponse : AmazonWebServiceResponse
{
    /// <summary>What is known of the role alias.</summary>
    public RoleAliasDescription RoleAliasDescription { get; set; }
}

/// <summary>How DescribeRoleAlias goes over the wire.</summary>
internal static class DescribeRoleAlias
{
    public static readonly RestJsonOperation<DescribeRoleAliasRequest, DescribeRoleAliasResponse> Operation = new(
        IoTService.Instance,
        "GET",
        "/role-aliases/{roleAlias}",
        (request, call) => call.Label("roleAlias", nameof(request.RoleAlias), request.RoleAlias),
        reply => new DescribeRoleAliasResponse
        {
            RoleAliasDescription = reply.Object("roleAliasDescription", RoleAliasDescription.Read),
        },
        IoTService.Errors("ResourceNotFoundException")
    );
}
