using System.Net;
using Amazon.Runtime;

namespace Amazon.IoT.Model;

/// <summary>The service failed (HTTP 500). Retried by the client.</summary>
public partial class InternalFailureException : AmazonIoTException
{
    /// <inheritdoc/>
    public InternalFailureException() { }

    /// <inheritdoc/>
    public InternalFailureException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public InternalFailureException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public InternalFailureException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public InternalFailureException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public InternalFailureException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
