using System.Net;
using System.Text.Json;
using Amazon.GreengrassV2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.RestJson;

namespace Amazon.GreengrassV2.Internal;

/// <summary>AWS IoT Greengrass version 2: its name, version and errors (service model 2020-11-30).</summary>
internal static class GreengrassV2Service
{
    /// <summary>What all operations share.</summary>
    public static readonly RestJsonService Instance = new(
        "Amazon.GreengrassV2",
        "2020-11-30",
        (error, inner, status, _) =>
            new AmazonGreengrassV2Exception(error.Message, inner, error.Type, error.Code, error.RequestId, status)
    );

    /// <summary>Errors that every operation declares.</summary>
    private static readonly string[] CommonErrors =
    [
        "AccessDeniedException",
        "InternalServerException",
        "ThrottlingException",
        "ValidationException",
    ];

    private static readonly Dictionary<string, ErrorFactory> AllErrors = new(StringComparer.Ordinal)
    {
        ["AccessDeniedException"] = (e, inner, status, _) =>
            new AccessDeniedException(e.Message, inner, e.Type, e.Code, e.RequestId, status),
        ["ConflictException"] = WithBody(
            (e, inner, status, body) =>
                new ConflictException(e.Message, inner, e.Type, e.Code, e.RequestId, status)
                {
                    ResourceId = body.Text("resourceId"),
                    ResourceType = body.Text("resourceType"),
                }
        ),
        ["InternalServerException"] = WithBody(
            (e, inner, status, body) =>
                new InternalServerException(e.Message, inner, e.Type, e.Code, e.RequestId, status)
        ),
        ["RequestAlreadyInProgressException"] = (e, inner, status, _) =>
            new RequestAlreadyInProgressException(e.Message, inner, e.Type, e.Code, e.RequestId, status),
        ["ResourceNotFoundException"] = WithBody(
            (e, inner, status, body) =>
                new ResourceNotFoundException(e.Message, inner, e.Type, e.Code, e.RequestId, status)
                {
                    ResourceId = body.Text("resourceId"),
                    ResourceType = body.Text("resourceType"),
                }
        ),
        ["ServiceQuotaExceededException"] = WithBody(
            (e, inner, status, body) =>
                new ServiceQuotaExceededException(e.Message, inner, e.Type, e.Code, e.RequestId, status)
                {
                    QuotaCode = body.Text("quotaCode"),
                    ResourceId = body.Text("resourceId"),
                    ResourceType = body.Text("resourceType"),
                    ServiceCode = body.Text("serviceCode"),
                }
        ),
        ["ThrottlingException"] = WithBody(
            (e, inner, status, body) =>
                new ThrottlingException(e.Message, inner, e.Type, e.Code, e.RequestId, status)
                {
                    QuotaCode = body.Text("quotaCode"),
                    ServiceCode = body.Text("serviceCode"),
                }
        ),
        ["ValidationException"] = WithBody(
            (e, inner, status, body) =>
                new ValidationException(e.Message, inner, e.Type, e.Code, e.RequestId, status)
                {
                    Fields = body.Items("fields", ValidationExceptionField.Read),
                    Reason = body.Text("reason"),
                }
        ),
    };

    /// <summary>Makes an exception whose members are in the reply's body.</summary>
    private delegate AmazonServiceException BodyReader(
        ErrorResponse error,
        Exception inner,
        HttpStatusCode status,
        JsonElement body
    );

    /// <summary>The common errors and those named.</summary>
    public static IReadOnlyDictionary<string, ErrorFactory> Errors(params string[] names) =>
        CommonErrors.Concat(names).ToDictionary(name => name, name => AllErrors[name], StringComparer.Ordinal);

    private static ErrorFactory WithBody(BodyReader read) =>
        (error, inner, status, bytes) =>
        {
            using var document = JsonDocument.Parse(bytes);
            return read(error, inner, status, document.RootElement);
        };
}
