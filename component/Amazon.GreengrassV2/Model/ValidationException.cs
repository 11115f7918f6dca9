using System.Net;
using Amazon.Runtime;

namespace Amazon.GreengrassV2.Model;

/// <summary>The request is not valid (HTTP 400).</summary>
public partial class ValidationException : AmazonGreengrassV2Exception
{
    /// <inheritdoc/>
    public ValidationException() { }

    /// <inheritdoc/>
    public ValidationException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public ValidationException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public ValidationException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public ValidationException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public ValidationException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>The members that are wrong.</summary>
    public List<ValidationExceptionField> Fields { get; set; }

    /// <summary>Why it is not valid.</summary>
    public ValidationExceptionReason Reason { get; set; }
}
