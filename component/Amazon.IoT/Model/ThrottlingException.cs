using System.Net;
using Amazon.Runtime;

namespace Amazon.IoT.Model;

/// <summary>Too many calls in too short a time (HTTP 400). Retried by the client.</summary>
public partial class ThrottlingException : AmazonIoTException
{
    /// <inheritdoc/>
    public ThrottlingException() { }

    /// <inheritdoc/>
    public ThrottlingException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public ThrottlingException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public ThrottlingException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public ThrottlingException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public ThrottlingException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
