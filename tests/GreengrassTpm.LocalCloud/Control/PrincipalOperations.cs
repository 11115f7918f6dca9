using System.Text.Json.Nodes;

namespace GreengrassTpm.LocalCloud;

/// <summary>Operations on the attachment of certificates to things.</summary>
internal static class PrincipalOperations
{
    public static IEnumerable<ControlOperation> All =>
        [
            new("AttachThingPrincipal", "PUT", "/things/{thingName}/principals", Resource, Attach),
            new("DetachThingPrincipal", "DELETE", "/things/{thingName}/principals", Resource, Detach),
            new("ListThingPrincipals", "GET", "/things/{thingName}/principals", ThingResource, List),
            new("ListThingPrincipalsV2", "GET", "/things/{thingName}/principals-v2", ThingResource, ListV2),
            new("ListPrincipalThings", "GET", "/principals/things", Resource, ListThings),
        ];

    private static string Resource(ControlCall call) => call.Account.CertificateArn(call.PrincipalCertificateId());

    private static string ThingResource(ControlCall call) => call.Account.ThingArn(call.Label("thingName"));

    private static JsonObject? Attach(ControlCall call, Registry registry)
    {
        var wanted = new ThingAttachment(
            ThingOperations.Require(registry, call.Label("thingName")).Name,
            CertificateOperations.Require(registry, call.PrincipalCertificateId()).Id,
            IsExclusive(call.Query("thingPrincipalType") ?? "NON_EXCLUSIVE_THING")
        );
        if (registry.ThingAttachments.Contains(wanted))
        {
            return null;
        }
        foreach (var existing in registry.ThingsOf(wanted.CertificateId))
        {
            if (existing.ThingName == wanted.ThingName || existing.Exclusive || wanted.Exclusive)
            {
                throw ServiceError.InvalidRequest(
                    $"The principal is attached to thing {existing.ThingName} as {TypeText(existing)} and cannot be attached to thing {wanted.ThingName} as {TypeText(wanted)}"
                );
            }
        }
        registry.ThingAttachments.Add(wanted);
        return null;
    }

    private static JsonObject? Detach(ControlCall call, Registry registry)
    {
        var thing = ThingOperations.Require(registry, call.Label("thingName")).Name;
        var certificate = CertificateOperations.Require(registry, call.PrincipalCertificateId()).Id;
        var removed = registry.ThingAttachments.RemoveAll(attachment =>
            attachment.ThingName == thing && attachment.CertificateId == certificate
        );
        return removed > 0
            ? null
            : throw ServiceError.NotFound($"The principal {certificate} is not attached to thing {thing}");
    }

    private static JsonObject List(ControlCall call, Registry registry)
    {
        var (items, next) = PrincipalsOf(call, registry, null);
        return new JsonObject
        {
            ["principals"] = Page.Json(items, item => call.Account.CertificateArn(item.CertificateId)),
            ["nextToken"] = next,
        };
    }

    private static JsonObject ListV2(ControlCall call, Registry registry)
    {
        var type = call.Query("thingPrincipalType");
        var (items, next) = PrincipalsOf(call, registry, type is null ? null : IsExclusive(type));
        return new JsonObject
        {
            ["thingPrincipalObjects"] = Page.Json(
                items,
                item => new JsonObject
                {
                    ["principal"] = call.Account.CertificateArn(item.CertificateId),
                    ["thingPrincipalType"] = TypeText(item),
                }
            ),
            ["nextToken"] = next,
        };
    }

    private static JsonObject ListThings(ControlCall call, Registry registry)
    {
        var certificate = CertificateOperations.Require(registry, call.PrincipalCertificateId());
        var (items, next) = Page.Of(
            registry.ThingsOf(certificate.Id),
            call.Query("nextToken"),
            call.Query("maxResults")
        );
        return new JsonObject { ["things"] = Page.Json(items, item => item.ThingName), ["nextToken"] = next };
    }

    private static (IReadOnlyList<ThingAttachment> Items, string? NextToken) PrincipalsOf(
        ControlCall call,
        Registry registry,
        bool? exclusive
    )
    {
        var thing = ThingOperations.Require(registry, call.Label("thingName")).Name;
        return Page.Of(
            registry.ThingAttachments.Where(item =>
                item.ThingName == thing && (exclusive is null || item.Exclusive == exclusive)
            ),
            call.Query("nextToken"),
            call.Query("maxResults")
        );
    }

    private static bool IsExclusive(string type) =>
        type switch
        {
            "EXCLUSIVE_THING" => true,
            "NON_EXCLUSIVE_THING" => false,
            _ => throw ServiceError.InvalidRequest($"Invalid thingPrincipalType: {type}"),
        };

    private static string TypeText(ThingAttachment attachment) =>
        attachment.Exclusive ? "EXCLUSIVE_THING" : "NON_EXCLUSIVE_THING";
}
