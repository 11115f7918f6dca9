using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.LocalCloud;

/// <summary>
/// Policy variables of a device's connection
/// (https://docs.aws.amazon.com/iot/latest/developerguide/thing-policy-variables.html).
/// </summary>
internal static class ConnectionVariables
{
    /// <summary>
    /// The thing of a connection: the one that the certificate serves exclusively, else the one that has the client id for
    /// its name, if the certificate is attached to it. Without such a thing the variables of a thing have no values, and
    /// <c>iot:Connection.Thing.IsAttached</c> is false.
    /// </summary>
    public static Dictionary<string, string> ForMqtt(Registry registry, string certificateId, string clientId)
    {
        var attachments = registry.ThingsOf(certificateId).ToList();
        var attachment =
            attachments.Find(item => item.Exclusive) ?? attachments.Find(item => item.ThingName == clientId);
        var variables = ForThing(registry, certificateId, attachment?.ThingName);
        variables["iot:ClientId"] = clientId;
        variables["aws:SourceIp"] = "127.0.0.1";
        return variables;
    }

    /// <summary>Variables when the thing is known; null for no thing.</summary>
    public static Dictionary<string, string> ForThing(Registry registry, string certificateId, string? thingName)
    {
        var variables = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["iot:Connection.Thing.IsAttached"] = thingName is null ? "false" : "true",
        };
        AddCertificate(variables, registry.Certificates[certificateId]);
        if (thingName is not null)
        {
            AddThing(variables, registry.Things[thingName]);
        }
        return variables;
    }

    private static void AddThing(Dictionary<string, string> variables, Thing thing)
    {
        variables["iot:Connection.Thing.ThingName"] = thing.Name;
        if (thing.TypeName is { } type)
        {
            variables["iot:Connection.Thing.ThingTypeName"] = type;
        }
        foreach (var (name, value) in thing.Attributes)
        {
            variables[$"iot:Connection.Thing.Attributes[{name}]"] = value;
        }
    }

    private static void AddCertificate(Dictionary<string, string> variables, IssuedCertificate issued)
    {
        using var certificate = X509Certificate2.CreateFromPem(issued.Pem);
        variables["iot:Certificate.SerialNumber"] = certificate.SerialNumber;
        if (certificate.GetNameInfo(X509NameType.SimpleName, false) is { Length: > 0 } name)
        {
            variables["iot:Certificate.Subject.CommonName"] = name;
        }
    }
}
