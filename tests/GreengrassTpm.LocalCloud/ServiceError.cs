using System.Net;

namespace GreengrassTpm.LocalCloud;

/// <summary>What an operation answers when it refuses: the service's error code, HTTP status and message.</summary>
internal sealed class ServiceError(string code, HttpStatusCode status, string message) : Exception(message)
{
    /// <summary>Error code, for example <c>ResourceNotFoundException</c>.</summary>
    public string Code { get; } = code;

    /// <summary>HTTP status.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>Further members of the body.</summary>
    public IReadOnlyDictionary<string, string> Members { get; init; } = new Dictionary<string, string>();

    public static ServiceError InvalidRequest(string message) =>
        new("InvalidRequestException", HttpStatusCode.BadRequest, message);

    public static ServiceError NotFound(string message) =>
        new("ResourceNotFoundException", HttpStatusCode.NotFound, message);

    public static ServiceError AlreadyExists(string message, string resourceId, string resourceArn) =>
        new("ResourceAlreadyExistsException", HttpStatusCode.Conflict, message)
        {
            Members = new Dictionary<string, string> { ["resourceId"] = resourceId, ["resourceArn"] = resourceArn },
        };

    public static ServiceError DeleteConflict(string message) =>
        new("DeleteConflictException", HttpStatusCode.Conflict, message);

    public static ServiceError CertificateState(string message) =>
        new("CertificateStateException", HttpStatusCode.NotAcceptable, message);

    public static ServiceError LimitExceeded(string message) =>
        new("LimitExceededException", HttpStatusCode.Gone, message);

    public static ServiceError MalformedPolicy(string message) =>
        new("MalformedPolicyException", HttpStatusCode.BadRequest, message);

    public static ServiceError VersionConflict(string message) =>
        new("VersionConflictException", HttpStatusCode.Conflict, message);

    public static ServiceError AccessDenied(string message) =>
        new("AccessDeniedException", HttpStatusCode.Forbidden, message);

    public static ServiceError Throttled() => new("ThrottlingException", HttpStatusCode.BadRequest, "Rate exceeded");
}
