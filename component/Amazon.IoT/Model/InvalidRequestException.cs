using System.Net;
using Amazon.Runtime;

namespace Amazon.IoT.Model;

/// <summary>The request is not valid (HTTP 400).</summary>
public partial class InvalidRequestException : AmazonIoTException
{
    /// <inheritdoc/>
    public InvalidRequestException() { }

    /// <inheritdoc/>
    public InvalidRequestException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public InvalidRequestException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public InvalidRequestException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public InvalidRequestException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public InvalidRequestException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
