using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.Runtime.RestJson;

/// <summary>Turns a request object into an HTTP request, for every operation of a rest-json service.</summary>
/// <typeparam name="TRequest">The operation's request.</typeparam>
internal sealed class RestJsonMarshaller<TRequest>(
    RestJsonService service,
    string method,
    string path,
    Action<TRequest, RestJsonCall> write
) : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
{
    /// <inheritdoc/>
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.Name) { HttpMethod = method, ResourcePath = path };
        request.Headers[HeaderKeys.XAmzApiVersion] = service.ApiVersion;
        write((TRequest)input, new RestJsonCall(service, request));
        return request;
    }
}
