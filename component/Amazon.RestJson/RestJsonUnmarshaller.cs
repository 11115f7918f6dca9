using System.Net;
using System.Text.Json;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.Runtime.RestJson;

/// <summary>Turns an HTTP reply into a response object or an exception, for every operation of a rest-json service.</summary>
/// <typeparam name="TResponse">The operation's response.</typeparam>
internal sealed class RestJsonUnmarshaller<TResponse>(
    RestJsonService service,
    Func<JsonElement, TResponse> read,
    IReadOnlyDictionary<string, ErrorFactory> errors
) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    /// <inheritdoc/>
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        if (read is null)
        {
            return new TResponse();
        }
        using var body = JsonDocument.Parse(input.Stream);
        return read(body.RootElement);
    }

    /// <inheritdoc/>
    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        var known = error.Code is not null && errors.TryGetValue(error.Code, out var factory) ? factory : null;
        return (known ?? service.Unmodelled)(error, innerException, statusCode, input.GetResponseBodyBytes());
    }
}
