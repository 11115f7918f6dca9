using System.Net;
using Amazon.Runtime;

namespace Amazon.IoT.Model;

/// <summary>The policy document is not valid (HTTP 400).</summary>
public partial class MalformedPolicyException : AmazonIoTException
{
    /// <inheritdoc/>
    public MalformedPolicyException() { }

    /// <inheritdoc/>
    public MalformedPolicyException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public MalformedPolicyException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public MalformedPolicyException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public MalformedPolicyException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public MalformedPolicyException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
