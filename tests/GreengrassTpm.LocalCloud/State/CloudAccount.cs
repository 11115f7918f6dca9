namespace GreengrassTpm.LocalCloud;

/// <summary>The account and region that the local cloud plays, and the names (ARNs) of what is in them.</summary>
/// <param name="Id">Account number, 12 digits.</param>
/// <param name="Region">Region, for example <c>eu-central-1</c>.</param>
public sealed record CloudAccount(string Id, string Region)
{
    /// <summary>ARN of a thing.</summary>
    public string ThingArn(string name) => IotArn($"thing/{name}");

    /// <summary>ARN of a thing group.</summary>
    public string ThingGroupArn(string name) => IotArn($"thinggroup/{name}");

    /// <summary>ARN of a certificate.</summary>
    public string CertificateArn(string id) => IotArn($"cert/{id}");

    /// <summary>ARN of a policy.</summary>
    public string PolicyArn(string name) => IotArn($"policy/{name}");

    /// <summary>ARN of a role alias.</summary>
    public string RoleAliasArn(string name) => IotArn($"rolealias/{name}");

    /// <summary>ARN of an MQTT client, the resource of <c>iot:Connect</c>.</summary>
    public string ClientArn(string clientId) => IotArn($"client/{clientId}");

    /// <summary>ARN of a topic, the resource of <c>iot:Publish</c> and <c>iot:Receive</c>.</summary>
    public string TopicArn(string topic) => IotArn($"topic/{topic}");

    /// <summary>ARN of a topic filter, the resource of <c>iot:Subscribe</c>.</summary>
    public string TopicFilterArn(string filter) => IotArn($"topicfilter/{filter}");

    /// <summary>ARN of a component, without a version.</summary>
    public string ComponentArn(string name) => $"arn:aws:greengrass:{Region}:{Id}:components:{name}";

    /// <summary>ARN of a role.</summary>
    public string RoleArn(string name) => $"arn:aws:iam::{Id}:role/{name}";

    /// <summary>ARN of a session of a role.</summary>
    public string AssumedRoleArn(string role, string session) => $"arn:aws:sts::{Id}:assumed-role/{role}/{session}";

    /// <summary>Id of the certificate that an ARN names; null when it names something else.</summary>
    public string? CertificateIdOf(string arn)
    {
        var prefix = CertificateArn("");
        return arn.StartsWith(prefix, StringComparison.Ordinal) ? arn[prefix.Length..] : null;
    }

    private string IotArn(string resource) => $"arn:aws:iot:{Region}:{Id}:{resource}";
}
