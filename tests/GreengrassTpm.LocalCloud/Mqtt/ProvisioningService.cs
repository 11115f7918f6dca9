using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GreengrassTpm.LocalCloud;

/// <summary>
/// Fleet provisioning by its reserved topics (https://docs.aws.amazon.com/iot/latest/developerguide/fleet-provision-api.html).
/// Every template does what the product's own does: it registers a certificate for the thing of the caller, exclusively, with
/// the policies of the caller's certificate, once for each token. Only JSON; answers reach every subscriber.
/// </summary>
internal sealed partial class ProvisioningService(CloudServices cloud)
{
    private const string CreateTopic = "$aws/certificates/create-from-csr/json";

    private readonly Dictionary<string, string> _certificates = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The answer to a message; null when its topic is none of provisioning's, or the answer is to be lost.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="payload">The message.</param>
    /// <param name="callerId">The certificate of the connection that it came over.</param>
    public ReservedMessage? Answer(string topic, byte[] payload, string callerId)
    {
        if (topic != CreateTopic && !RegisterTopic().IsMatch(topic))
        {
            return null;
        }

        try
        {
            return Serve(topic, payload, callerId) is { } answer
                ? new ReservedMessage(topic + "/accepted", answer)
                : null;
        }
        catch (Exception error) when (error is ServiceError or JsonException)
        {
            var refusal = new JsonObject
            {
                ["statusCode"] = error is ServiceError service ? (int)service.Status : 400,
                ["errorCode"] = (error as ServiceError)?.Code ?? "InvalidPayload",
                ["errorMessage"] = error.Message,
            };
            return new ReservedMessage(topic + "/rejected", refusal);
        }
    }

    /// <summary>Serves a request, as far as no fault keeps it; null when the answer is to be lost.</summary>
    private JsonObject? Serve(string topic, byte[] payload, string callerId)
    {
        bool creates = topic == CreateTopic;
        string operation = creates ? FaultPlan.ProvisionCertificate : FaultPlan.RegisterThing;
        IReadOnlyList<Fault> faults = cloud.Faults.Next(operation);
        if (faults.OfType<ErrorAnswer>().FirstOrDefault() is { } error)
        {
            throw new ServiceError(error.Code, error.Status, error.Message);
        }

        BrokenConnection? broken = faults.OfType<BrokenConnection>().FirstOrDefault();
        JsonObject? answer = null;
        if (broken is null or { AfterEffect: true })
        {
            JsonObject request = JsonNode.Parse(payload)!.AsObject();
            (string id, answer) = creates ? Create(request) : Register(request, callerId);
            cloud.Calls.Add(
                new RecordedCall(
                    operation,
                    cloud.Account.CertificateArn(callerId),
                    broken is null ? null : RecordedCall.AnswerLost
                )
                {
                    Resource = cloud.Account.CertificateArn(id),
                }
            );
        }

        broken?.Before?.Invoke();
        return broken is null ? answer : null;
    }

    private (string Id, JsonObject Answer) Create(JsonObject request)
    {
        var csr =
            (string?)request["certificateSigningRequest"]
            ?? throw ServiceError.InvalidRequest("certificateSigningRequest is missing");
        return cloud.State.Use(registry =>
        {
            IssuedCertificate issued = cloud.Issue(csr, "PENDING_ACTIVATION");
            registry.Put(issued);
            string token = Guid.NewGuid().ToString("N");
            lock (_gate)
            {
                _certificates[token] = issued.Id;
            }

            return (
                issued.Id,
                new JsonObject
                {
                    ["certificateId"] = issued.Id,
                    ["certificatePem"] = issued.Pem,
                    ["certificateOwnershipToken"] = token,
                }
            );
        });
    }

    private (string Id, JsonObject Answer) Register(JsonObject request, string callerId)
    {
        string token = (string?)request["certificateOwnershipToken"] ?? "";
        string id;
        lock (_gate)
        {
            id = _certificates.GetValueOrDefault(token) ?? throw ServiceError.InvalidRequest("Invalid ownership token");
        }

        var thing = (string?)request["parameters"]?["ThingName"];
        return cloud.State.Use(registry =>
        {
            // The template's hook: a device may have a certificate for its own thing.
            if (!registry.ThingsOf(callerId).Any(attached => attached.ThingName == thing))
            {
                throw ServiceError.InvalidRequest("The pre-provisioning hook denied the request");
            }

            registry.Put(registry.Certificates[id] with { Status = "ACTIVE" });
            registry.ThingAttachments.Add(new ThingAttachment(thing!, id, Exclusive: true));
            foreach (string policy in registry.PolicyNamesOf(cloud.Account.CertificateArn(callerId)).ToArray())
            {
                registry.PolicyAttachments.Add(new PolicyAttachment(policy, cloud.Account.CertificateArn(id)));
            }

            lock (_gate)
            {
                _certificates.Remove(token);
            }

            return (id, new JsonObject { ["deviceConfiguration"] = new JsonObject(), ["thingName"] = thing });
        });
    }

    [GeneratedRegex(@"^\$aws/provisioning-templates/[^/]+/provision/json$", RegexOptions.CultureInvariant)]
    private static partial Regex RegisterTopic();
}
