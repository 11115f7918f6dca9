using System.Collections.Immutable;
using System.Net;

namespace GreengrassTpm.LocalCloud;

/// <summary>A control plane: finds the operation, checks signature and permission, and runs it.</summary>
internal sealed class ControlPlane : IHttpService
{
    private readonly CloudServices cloud;
    private readonly SignatureVerifier verifier;
    private readonly string service;
    private readonly ControlOperation[] operations;

    private ControlPlane(
        CloudServices cloud,
        SignatureVerifier verifier,
        string service,
        IEnumerable<ControlOperation> operations
    )
    {
        this.cloud = cloud;
        this.verifier = verifier;
        this.service = service;
        this.operations = [.. operations];
    }

    /// <summary>That of AWS IoT: things, certificates, policies.</summary>
    public static ControlPlane OfThings(CloudServices cloud, SignatureVerifier verifier) =>
        new(
            cloud,
            verifier,
            "iot",
            [
                .. ThingOperations.All,
                .. CertificateOperations.All,
                .. PolicyOperations.All,
                .. PrincipalOperations.All,
                .. AccountOperations.All,
            ]
        );

    /// <summary>That of AWS IoT Greengrass: components, deployments, core devices.</summary>
    public static ControlPlane OfGreengrass(CloudServices cloud, SignatureVerifier verifier) =>
        new(
            cloud,
            verifier,
            "greengrass",
            [.. ComponentOperations.All, .. DeploymentOperations.All, .. CoreDeviceOperations.All]
        );

    /// <inheritdoc/>
    public string OperationOf(HttpCall call) => Find(call.Request).Operation.Name;

    /// <inheritdoc/>
    public Answer Handle(HttpCall call)
    {
        var (operation, labels) = Find(call.Request);
        var caller = verifier.Verify(call.Request, service).Caller;
        call.Caller = caller.Arn;
        var control = new ControlCall(cloud, labels, call.Request, caller);
        call.Resource = operation.Resource(control);
        var body = cloud.State.Use(registry =>
        {
            var keys = ConditionKeys(operation, labels);
            CallerAuthorizer.Demand(
                registry,
                caller,
                $"{service}:{operation.Action}",
                operation.Resource(control),
                keys
            );
            return operation.Run(control, registry);
        });
        // A certificate that is made has no ARN before.
        call.Resource = (string?)body?["certificateArn"] ?? call.Resource;
        return Answer.Json(body);
    }

    /// <inheritdoc/>
    public Answer Refuse(ServiceError error) => Answer.JsonError(error);

    private (ControlOperation Operation, Dictionary<string, string> Labels) Find(SignedRequest request)
    {
        foreach (var operation in operations)
        {
            if (operation.Method == request.Method && operation.Match(request.Path) is { } labels)
            {
                return (operation, labels);
            }
        }
        throw new ServiceError(
            "UnknownOperationException",
            HttpStatusCode.NotFound,
            $"The local cloud has no operation {request.Method} {request.Path}"
        );
    }

    /// <summary>Attaching and detaching a certificate is allowed by its ARN, and can be limited by the thing's.</summary>
    private ImmutableDictionary<string, string> ConditionKeys(
        ControlOperation operation,
        Dictionary<string, string> labels
    ) =>
        operation.Name is "AttachThingPrincipal" or "DetachThingPrincipal"
            ? ImmutableDictionary<string, string>.Empty.Add("iot:thingArn", cloud.Account.ThingArn(labels["thingName"]))
            : ImmutableDictionary<string, string>.Empty;
}
