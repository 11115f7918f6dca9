using System.Collections.Immutable;
using System.Net;

namespace GreengrassTpm.LocalCloud;

/// <summary>The IoT control plane: finds the operation, checks signature and permission, and runs it.</summary>
internal sealed class ControlPlane(CloudServices cloud, SignatureVerifier verifier) : IHttpService
{
    private static readonly ControlOperation[] Operations =
    [
        .. ThingOperations.All,
        .. CertificateOperations.All,
        .. PolicyOperations.All,
        .. PrincipalOperations.All,
        .. AccountOperations.All,
    ];

    /// <inheritdoc/>
    public string OperationOf(HttpCall call) => Find(call.Request).Operation.Name;

    /// <inheritdoc/>
    public Answer Handle(HttpCall call)
    {
        var (operation, labels) = Find(call.Request);
        var caller = verifier.Verify(call.Request, "iot").Caller;
        call.Caller = caller.Arn;
        var control = new ControlCall(cloud, labels, call.Request, caller);
        var body = cloud.State.Use(registry =>
        {
            var keys = ConditionKeys(operation, labels);
            CallerAuthorizer.Demand(registry, caller, operation.Action, operation.Resource(control), keys);
            return operation.Run(control, registry);
        });
        return Answer.Json(body);
    }

    /// <inheritdoc/>
    public Answer Refuse(ServiceError error) => Answer.JsonError(error);

    private static (ControlOperation Operation, Dictionary<string, string> Labels) Find(SignedRequest request)
    {
        foreach (var operation in Operations)
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
