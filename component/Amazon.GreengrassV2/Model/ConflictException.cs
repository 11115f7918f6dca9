using System.Net;
using Amazon.Runtime;

namespace Amazon.GreengrassV2.Model;

/// <summary>What is to be changed is in another state than the request expects (HTTP 409).</summary>
public partial class ConflictException : AmazonGreengrassV2Exception
{
    /// <inheritdoc/>
    public ConflictException() { }

    /// <inheritdoc/>
    public ConflictException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public ConflictException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public ConflictException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public ConflictException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public ConflictException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>Id of the resource.</summary>
    public string ResourceId { get; set; }

    /// <summary>Type of the resource.</summary>
    public string ResourceType { get; set; }
}
