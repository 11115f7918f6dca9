using System.Net;
using Amazon.Runtime;

namespace Amazon.IoT;

/// <summary>The service refused or failed. Errors that an operation declares have types of their own, derived from this one.</summary>
public partial class AmazonIoTException : AmazonServiceException
{
    /// <inheritdoc/>
    public AmazonIoTException() { }

    /// <inheritdoc/>
    public AmazonIoTException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public AmazonIoTException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public AmazonIoTException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public AmazonIoTException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public AmazonIoTException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
