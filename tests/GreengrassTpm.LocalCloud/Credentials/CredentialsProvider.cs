using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace GreengrassTpm.LocalCloud;

/// <summary>
/// The credentials endpoint: temporary credentials of a role for a device that has proved its key by mutual TLS
/// (https://docs.aws.amazon.com/iot/latest/developerguide/authorizing-direct-aws.html). Messages and statuses are those
/// that AWS Labs measured (aws-iot-core-credential-provider-session-helper, docs/dev_notes.md).
/// </summary>
internal sealed class CredentialsProvider(CloudServices cloud) : IHttpService
{
    /// <inheritdoc/>
    public string OperationOf(HttpCall call) =>
        AliasIn(call.Request) is not null
            ? FaultPlan.AssumeRoleWithCertificate
            : throw new ServiceError("UnknownOperationException", HttpStatusCode.NotFound, "Not Found");

    /// <inheritdoc/>
    public Answer Handle(HttpCall call)
    {
        var certificateId = DeviceAuthenticator.IdOf(call.ClientCertificate!);
        call.Caller = cloud.Account.CertificateArn(certificateId);
        var thing = call.Request.Header("x-amzn-iot-thingname");
        var (alias, role) = cloud.State.Use(registry =>
            Authorize(registry, certificateId, thing, AliasIn(call.Request)!)
        );
        var expires = cloud.Time.GetUtcNow() + alias.CredentialDuration;
        var key = cloud.Keys.CreateTemporary(Session(role, certificateId, thing), expires);
        return Answer.Json(
            new JsonObject
            {
                ["credentials"] = new JsonObject
                {
                    ["accessKeyId"] = key.Id,
                    ["secretAccessKey"] = key.Secret,
                    ["sessionToken"] = key.SessionToken,
                    ["expiration"] = expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
                },
            }
        );
    }

    /// <inheritdoc/>
    public Answer Refuse(ServiceError error) => Answer.JsonError(error);

    private static string? AliasIn(SignedRequest request) =>
        request.Method is "GET" && request.Path.Split('/') is ["", "role-aliases", var alias, "credentials"]
            ? Uri.UnescapeDataString(alias)
            : null;

    private (RoleAlias Alias, Role Role) Authorize(
        Registry registry,
        string certificateId,
        string? thing,
        string aliasName
    )
    {
        if (registry.Certificates.GetValueOrDefault(certificateId) is not { IsActive: true })
        {
            throw ServiceError.AccessDenied("Access Denied");
        }
        if (thing is not null && registry.ThingsOf(certificateId).All(attachment => attachment.ThingName != thing))
        {
            throw ServiceError.AccessDenied("Invalid thing name passed");
        }
        var request = new PolicyRequest(
            "iot:AssumeRoleWithCertificate",
            cloud.Account.RoleAliasArn(aliasName),
            ConnectionVariables.ForThing(registry, certificateId, thing)
        );
        if (PolicyEvaluator.Decide(registry.PoliciesInForce(certificateId), request) is not PolicyDecision.Allowed)
        {
            throw ServiceError.AccessDenied("Access Denied");
        }
        var alias =
            registry.RoleAliases.GetValueOrDefault(aliasName)
            ?? throw ServiceError.NotFound("Role alias does not exist");
        return (alias, RoleOf(registry, alias));
    }

    private static Role RoleOf(Registry registry, RoleAlias alias)
    {
        if (registry.Roles.GetValueOrDefault(alias.RoleName) is not { TrustsCredentialsProvider: true } role)
        {
            throw ServiceError.InvalidRequest("Unable to assume the role, or the role to assume does not exist");
        }
        return alias.CredentialDuration <= role.MaxSessionDuration
            ? role
            : throw ServiceError.InvalidRequest(
                "The requested CredentialDurationSeconds exceeds the MaxSessionDuration set for the role"
            );
    }

    private DeviceCaller Session(Role role, string certificateId, string? thing) =>
        new(
            cloud.Account.AssumedRoleArn(role.Name, certificateId),
            $"AROA{RandomNumberGenerator.GetHexString(17)}:{certificateId}",
            role.Name,
            certificateId,
            thing
        );
}
