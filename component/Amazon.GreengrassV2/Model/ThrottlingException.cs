using System.Net;
using Amazon.Runtime;

namespace Amazon.GreengrassV2.Model;

/// <summary>Too many requests (HTTP 429).</summary>
public partial class ThrottlingException : AmazonGreengrassV2Exception
{
    /// <inheritdoc/>
    public ThrottlingException() { }

    /// <inheritdoc/>
    public ThrottlingException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public ThrottlingException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public ThrottlingException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public ThrottlingException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public ThrottlingException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>Code of the quota.</summary>
    public string QuotaCode { get; set; }

    /// <summary>How long to wait before the next try; null if the service does not say.</summary>
    public int? RetryAfterSeconds { get; set; }

    /// <summary>Code of the service.</summary>
    public string ServiceCode { get; set; }
}
