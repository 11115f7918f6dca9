using System.Net;
using Amazon.Runtime;

namespace Amazon.GreengrassV2.Model;

/// <summary>The caller may not do that (HTTP 403).</summary>
public partial class AccessDeniedException : AmazonGreengrassV2Exception
{
    /// <inheritdoc/>
    public AccessDeniedException() { }

    /// <inheritdoc/>
    public AccessDeniedException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public AccessDeniedException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public AccessDeniedException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public AccessDeniedException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public AccessDeniedException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
