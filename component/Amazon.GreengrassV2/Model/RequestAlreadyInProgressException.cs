using System.Net;
using Amazon.Runtime;

namespace Amazon.GreengrassV2.Model;

/// <summary>A request with this token is being carried out (HTTP 400).</summary>
public partial class RequestAlreadyInProgressException : AmazonGreengrassV2Exception
{
    /// <inheritdoc/>
    public RequestAlreadyInProgressException() { }

    /// <inheritdoc/>
    public RequestAlreadyInProgressException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public RequestAlreadyInProgressException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public RequestAlreadyInProgressException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public RequestAlreadyInProgressException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public RequestAlreadyInProgressException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
