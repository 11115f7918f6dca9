using System.Net;
using Amazon.Runtime;

namespace Amazon.IoT.Model;

/// <summary>The service is temporarily unavailable (HTTP 503). Retried by the client.</summary>
public partial class ServiceUnavailableException : AmazonIoTException
{
    /// <inheritdoc/>
    public ServiceUnavailableException() { }

    /// <inheritdoc/>
    public ServiceUnavailableException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public ServiceUnavailableException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public ServiceUnavailableException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public ServiceUnavailableException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public ServiceUnavailableException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
