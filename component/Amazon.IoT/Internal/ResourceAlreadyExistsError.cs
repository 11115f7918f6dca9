using System.Net;
using System.Text.Json;
using Amazon.IoT.Model;
using Amazon.Runtime.Internal;
using Amazon.Runtime.RestJson;

namespace Amazon.IoT.Internal;

/// <summary>The one error of the service whose body names the resource that it is about.</summary>
internal static class ResourceAlreadyExistsError
{
    /// <inheritdoc cref="ErrorFactory"/>
    public static ResourceAlreadyExistsException Create(
        ErrorResponse error,
        Exception inner,
        HttpStatusCode status,
        byte[] body
    )
    {
        var exception = new ResourceAlreadyExistsException(
            error.Message,
            inner,
            error.Type,
            error.Code,
            error.RequestId,
            status
        );
        using var document = JsonDocument.Parse(body);
        exception.ResourceArn = document.RootElement.Text("resourceArn");
        exception.ResourceId = document.RootElement.Text("resourceId");
        return exception;
    }
}
