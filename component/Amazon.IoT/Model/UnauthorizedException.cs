using System.Net;
using Amazon.Runtime;

namespace Amazon.IoT.Model;

/// <summary>The caller is not authorised (HTTP 401).</summary>
public partial class UnauthorizedException : AmazonIoTException
{
    /// <inheritdoc/>
    public UnauthorizedException() { }

    /// <inheritdoc/>
    public UnauthorizedException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public UnauthorizedException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public UnauthorizedException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public UnauthorizedException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public UnauthorizedException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
