using Amazon.IoT.Internal;
using Amazon.Runtime;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Model;

/// <summary>Request of <see cref="IAmazonIoT.DescribeEndpointAsync(DescribeEndpointRequest, CancellationToken)"/>.</summary>
public partial class DescribeEndpointRequest : AmazonIoTRequest
{
    /// <summary><c>iot:Data-ATS</c> (MQTT, HTTPS), <c>iot:CredentialProvider</c>, <c>iot:Jobs</c> or <c>iot:Data</c> (old CA); null means the last.</summary>
    public string EndpointType { get; set; }
}

/// <summary>Response of <see cref="IAmazonIoT.DescribeEndpointAsync(DescribeEndpointRequest, CancellationToken)"/>.</summary>
public partial class DescribeEndpointResponse : AmazonWebServiceResponse
{
    /// <summary>Host name of the endpoint.</summary>
    public string EndpointAddress { get; set; }
}

/// <summary>How DescribeEndpoint goes over the wire.</summary>
internal static class DescribeEndpoint
{
    public static readonly RestJsonOperation<DescribeEndpointRequest, DescribeEndpointResponse> Operation = new(
        IoTService.Instance,
        "GET",
        "/endpoint",
        (request, call) => call.Query("endpointType", request.EndpointType),
        reply => new DescribeEndpointResponse { EndpointAddress = reply.Text("endpointAddress") },
        IoTService.OnlyErrors(
            "InternalFailureException",
            "InvalidRequestException",
            "ThrottlingException",
            "UnauthorizedException"
        )
    );
}
