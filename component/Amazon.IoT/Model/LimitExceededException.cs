using System.Net;
using Amazon.Runtime;

namespace Amazon.IoT.Model;

/// <summary>A limit of the account or the resource is reached (HTTP 410).</summary>
public partial class LimitExceededException : AmazonIoTException
{
    /// <inheritdoc/>
    public LimitExceededException() { }

    /// <inheritdoc/>
    public LimitExceededException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public LimitExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public LimitExceededException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public LimitExceededException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public LimitExceededException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
