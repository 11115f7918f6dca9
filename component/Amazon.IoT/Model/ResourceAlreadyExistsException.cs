using System.Net;
using Amazon.Runtime;

namespace Amazon.IoT.Model;

/// <summary>A different resource of that name exists (HTTP 409).</summary>
public partial class ResourceAlreadyExistsException : AmazonIoTException
{
    /// <inheritdoc/>
    public ResourceAlreadyExistsException() { }

    /// <inheritdoc/>
    public ResourceAlreadyExistsException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public ResourceAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <inheritdoc/>
    public ResourceAlreadyExistsException(Exception innerException)
        : base(innerException) { }

    /// <inheritdoc/>
    public ResourceAlreadyExistsException(
        string message,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, errorType, errorCode, requestId, statusCode) { }

    /// <inheritdoc/>
    public ResourceAlreadyExistsException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>ARN of the resource that exists.</summary>
    public string ResourceArn { get; set; }

    /// <summary>Id of the resource that exists.</summary>
    public string ResourceId { get; set; }
}
