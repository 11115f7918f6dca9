using System.Net;
using Amazon.Runtime.Internal;

namespace Amazon.Runtime.RestJson;

/// <summary>Makes the exception for one error code of a service.</summary>
/// <param name="error">Code, message and request id as the service gave them.</param>
/// <param name="inner">What the HTTP layer threw.</param>
/// <param name="status">HTTP status of the reply.</param>
/// <param name="body">The reply's body, for errors that carry further members.</param>
internal delegate AmazonServiceException ErrorFactory(
    ErrorResponse error,
    Exception inner,
    HttpStatusCode status,
    byte[] body
);

/// <summary>What all operations of one rest-json service share.</summary>
/// <param name="Name">The name that requests carry inside the pipeline, for example <c>Amazon.IoT</c>.</param>
/// <param name="ApiVersion">Value of the <c>x-amz-api-version</c> header.</param>
/// <param name="Unmodelled">The exception for an error that the operation does not declare.</param>
internal sealed record RestJsonService(string Name, string ApiVersion, ErrorFactory Unmodelled);
