using System.Text.Json;
using Amazon.Runtime.Internal;

namespace Amazon.Runtime.RestJson;

/// <summary>
/// One operation of a rest-json service as data: where it is sent, how its request is written, how its reply is read and
/// which errors it declares. Protocol: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html.
/// </summary>
/// <typeparam name="TRequest">The operation's request.</typeparam>
/// <typeparam name="TResponse">The operation's response.</typeparam>
internal sealed class RestJsonOperation<TRequest, TResponse>
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    /// <param name="service">The service that has the operation.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Path with <c>{label}</c> for each member that is bound to it.</param>
    /// <param name="write">Binds the request's members to path, query, headers and body.</param>
    /// <param name="read">Reads the reply's body; null when the reply has no members, then its body is not looked at.</param>
    /// <param name="errors">Exceptions of the errors that the operation declares, by error code.</param>
    public RestJsonOperation(
        RestJsonService service,
        string method,
        string path,
        Action<TRequest, RestJsonCall> write,
        Func<JsonElement, TResponse> read,
        IReadOnlyDictionary<string, ErrorFactory> errors
    ) =>
        Options = new InvokeOptions
        {
            RequestMarshaller = new RestJsonMarshaller<TRequest>(service, method, path, write),
            ResponseUnmarshaller = new RestJsonUnmarshaller<TResponse>(service, read, errors),
        };

    /// <summary>What <see cref="AmazonServiceClient"/> needs to invoke the operation.</summary>
    public InvokeOptions Options { get; }
}
