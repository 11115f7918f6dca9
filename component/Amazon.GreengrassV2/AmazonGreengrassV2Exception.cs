using System.Net;
using Amazon.Runtime;

namespace Amazon.GreengrassV2;

/// <summary>The service refused or failed. Errors that an operation declares have types of their own, derived from this one.</summary>
public partial class AmazonGreengrassV2Exception : AmazonServiceException
{
    /// <inheritdoc/>
    public AmazonGreengrassV2Exception() { }

    /// <inheritdoc/>
    public AmazonGreengrassV2Exception(string message)
        : base(message) { }

    /// <inheritdoc/>
    public AmazonGreengrassV2Exception(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public AmazonGreengrassV2Exception(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public AmazonGreengrassV2Exception(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public AmazonGreengrassV2Exception(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
