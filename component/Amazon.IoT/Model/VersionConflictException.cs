using System.Net;
using Amazon.Runtime;

namespace Amazon.IoT.Model;

/// <summary>The resource does not have the version that was expected (HTTP 409).</summary>
public partial class VersionConflictException : AmazonIoTException
{
    /// <inheritdoc/>
    public VersionConflictException() { }

    /// <inheritdoc/>
    public VersionConflictException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public VersionConflictException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public VersionConflictException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public VersionConflictException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public VersionConflictException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
