namespace GreengrassTpm.LocalCloud;

/// <summary>Decides whether a caller may do something in the control plane.</summary>
internal static class CallerAuthorizer
{
    /// <summary>Lets the call pass or refuses it.</summary>
    /// <param name="registry">Where roles are looked up.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="action">The action, for example <c>iot:UpdateCertificate</c>.</param>
    /// <param name="resource">ARN of the resource, or <c>*</c>.</param>
    /// <param name="keys">Condition keys of the action.</param>
    /// <exception cref="ServiceError">403 AccessDeniedException.</exception>
    public static void Demand(
        Registry registry,
        Caller caller,
        string action,
        string resource,
        IReadOnlyDictionary<string, string> keys
    )
    {
        if (caller is not DeviceCaller device)
        {
            return;
        }
        var request = new PolicyRequest(action, resource, Variables(registry, device, keys));
        if (PolicyEvaluator.Decide(registry.Roles[device.RoleName].Policies, request) is not PolicyDecision.Allowed)
        {
            throw ServiceError.AccessDenied(
                $"User: {caller.Arn} is not authorized to perform: {action} on resource: {resource}"
            );
        }
    }

    private static Dictionary<string, string> Variables(
        Registry registry,
        DeviceCaller device,
        IReadOnlyDictionary<string, string> keys
    )
    {
        var variables = new Dictionary<string, string>(keys, StringComparer.OrdinalIgnoreCase)
        {
            ["credentials-iot:AwsCertificateId"] = device.CertificateId,
        };
        if (device.ThingName is { } thing)
        {
            variables["credentials-iot:ThingName"] = thing;
            if (registry.Things.GetValueOrDefault(thing)?.TypeName is { } type)
            {
                variables["credentials-iot:ThingTypeName"] = type;
            }
        }
        return variables;
    }
}
