using System.Net;
using Amazon.Runtime;

namespace Amazon.IoT.Model;

/// <summary>The resource does not exist (HTTP 404).</summary>
public partial class ResourceNotFoundException : AmazonIoTException
{
    /// <inheritdoc/>
    public ResourceNotFoundException() { }

    /// <inheritdoc/>
    public ResourceNotFoundException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public ResourceNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public ResourceNotFoundException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public ResourceNotFoundException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public ResourceNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
