using System.Net;
using Amazon.Runtime;

namespace Amazon.GreengrassV2.Model;

/// <summary>The account has reached a quota (HTTP 402).</summary>
public partial class ServiceQuotaExceededException : AmazonGreengrassV2Exception
{
    /// <inheritdoc/>
    public ServiceQuotaExceededException() { }

    /// <inheritdoc/>
    public ServiceQuotaExceededException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public ServiceQuotaExceededException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public ServiceQuotaExceededException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public ServiceQuotaExceededException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public ServiceQuotaExceededException(
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

    /// <summary>Id of the resource.</summary>
    public string ResourceId { get; set; }

    /// <summary>Type of the resource.</summary>
    public string ResourceType { get; set; }

    /// <summary>Code of the service.</summary>
    public string ServiceCode { get; set; }
}
