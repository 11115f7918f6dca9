using System.Text.Json.Nodes;

namespace GreengrassTpm.LocalCloud;

/// <summary>Operations on certificates.</summary>
internal static class CertificateOperations
{
    private static readonly HashSet<string> SettableStatuses = ["ACTIVE", "INACTIVE", "REVOKED"];

    public static IEnumerable<ControlOperation> All =>
        [
            new("CreateCertificateFromCsr", "POST", "/certificates", _ => "*", Create),
            new("ListCertificates", "GET", "/certificates", _ => "*", List),
            new("DescribeCertificate", "GET", "/certificates/{certificateId}", Resource, Describe),
            new("UpdateCertificate", "PUT", "/certificates/{certificateId}", Resource, Update),
            new("DeleteCertificate", "DELETE", "/certificates/{certificateId}", Resource, Delete),
        ];

    /// <summary>A certificate that must exist.</summary>
    public static IssuedCertificate Require(Registry registry, string id) =>
        registry.Certificates.GetValueOrDefault(id)
        ?? throw ServiceError.NotFound($"The certificate given in the principal does not exist. Id: {id}");

    private static string Resource(ControlCall call) => call.Account.CertificateArn(call.Label("certificateId"));

    private static JsonObject Create(ControlCall call, Registry registry)
    {
        var csr =
            call.Text("certificateSigningRequest")
            ?? throw ServiceError.InvalidRequest("certificateSigningRequest is missing");
        var issued = call.Cloud.Issue(csr, call.QueryFlag("setAsActive") ? "ACTIVE" : "INACTIVE");
        registry.Put(issued);
        return new JsonObject
        {
            ["certificateArn"] = call.Account.CertificateArn(issued.Id),
            ["certificateId"] = issued.Id,
            ["certificatePem"] = issued.Pem,
        };
    }

    private static JsonObject List(ControlCall call, Registry registry)
    {
        var ascending = registry.Certificates.Values.OrderBy(certificate => certificate.Sequence);
        var (items, next) = Page.Of(
            call.QueryFlag("isAscendingOrder") ? ascending : ascending.Reverse(),
            call.Query("marker"),
            call.Query("pageSize")
        );
        return new JsonObject
        {
            ["certificates"] = Page.Json(
                items,
                item => new JsonObject
                {
                    ["certificateArn"] = call.Account.CertificateArn(item.Id),
                    ["certificateId"] = item.Id,
                    ["status"] = item.Status,
                    ["certificateMode"] = "DEFAULT",
                    ["creationDate"] = Epoch(item.Created),
                }
            ),
            ["nextMarker"] = next,
        };
    }

    private static JsonObject Describe(ControlCall call, Registry registry)
    {
        var certificate = Require(registry, call.Label("certificateId"));
        return new JsonObject
        {
            ["certificateDescription"] = new JsonObject
            {
                ["certificateArn"] = call.Account.CertificateArn(certificate.Id),
                ["certificateId"] = certificate.Id,
                ["status"] = certificate.Status,
                ["certificatePem"] = certificate.Pem,
                ["ownedBy"] = call.Account.Id,
                ["creationDate"] = Epoch(certificate.Created),
                ["lastModifiedDate"] = Epoch(certificate.Modified),
                ["customerVersion"] = 1,
                ["transferData"] = new JsonObject(),
                ["validity"] = new JsonObject
                {
                    ["notBefore"] = Epoch(certificate.NotBefore),
                    ["notAfter"] = Epoch(certificate.NotAfter),
                },
                ["certificateMode"] = "DEFAULT",
            },
        };
    }

    private static JsonObject? Update(ControlCall call, Registry registry)
    {
        var certificate = Require(registry, call.Label("certificateId"));
        var status = call.Query("newStatus");
        if (status is null || !SettableStatuses.Contains(status))
        {
            throw ServiceError.InvalidRequest($"The status '{status}' cannot be set");
        }
        registry.Put(certificate with { Status = status, Modified = call.Now });
        return null;
    }

    private static JsonObject? Delete(ControlCall call, Registry registry)
    {
        var certificate = Require(registry, call.Label("certificateId"));
        var arn = call.Account.CertificateArn(certificate.Id);
        if (certificate.IsActive)
        {
            throw ServiceError.CertificateState(
                $"Certificate must be deactivated (not ACTIVE) before deletion. Id: {certificate.Id}"
            );
        }
        if (registry.ThingsOf(certificate.Id).Any())
        {
            throw ServiceError.DeleteConflict($"Things must be detached before deletion (arn: {arn})");
        }
        if (registry.PolicyNamesOf(arn).Any() && !call.QueryFlag("forceDelete"))
        {
            throw ServiceError.DeleteConflict($"Certificate policies must be detached before deletion (arn: {arn})");
        }
        registry.PolicyAttachments.RemoveAll(attachment => attachment.TargetArn == arn);
        registry.RemoveCertificate(certificate.Id);
        return null;
    }

    private static double Epoch(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
