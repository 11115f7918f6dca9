using System.Net;
using Amazon.Runtime;

namespace Amazon.GreengrassV2.Model;

/// <summary>The service failed (HTTP 500).</summary>
public partial class InternalServerException : AmazonGreengrassV2Exception
{
    /// <inheritdoc/>
    public InternalServerException() { }

    /// <inheritdoc/>
    public InternalServerException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public InternalServerException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public InternalServerException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public InternalServerException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public InternalServerException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>How long to wait before the next try; null if the service does not say.</summary>
    public int? RetryAfterSeconds { get; set; }
}
