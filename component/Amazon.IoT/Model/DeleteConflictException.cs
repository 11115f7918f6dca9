using System.Net;
using Amazon.Runtime;

namespace Amazon.IoT.Model;

/// <summary>The resource cannot be deleted while other resources are attached to it (HTTP 409).</summary>
public partial class DeleteConflictException : AmazonIoTException
{
    /// <inheritdoc/>
    public DeleteConflictException() { }

    /// <inheritdoc/>
    public DeleteConflictException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public DeleteConflictException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public DeleteConflictException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public DeleteConflictException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public DeleteConflictException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
