using System.Net;
using Amazon.Runtime;

namespace Amazon.GreengrassV2.Model;

/// <summary>There is no such resource (HTTP 404).</summary>
public partial class ResourceNotFoundException : AmazonGreengrassV2Exception
{
    /// <inheritdoc/>
    public ResourceNotFoundException() { }

    /// <inheritdoc/>
    public ResourceNotFoundException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public ResourceNotFoundException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public ResourceNotFoundException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public ResourceNotFoundException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public ResourceNotFoundException(
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
