using System.Globalization;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;

namespace GreengrassTpm.Demonstration;

/// <summary>A device that is registered with a cloud.</summary>
/// <param name="device">The device.</param>
/// <param name="cloud">The cloud.</param>
/// <param name="folder">A folder of the demonstration's own.</param>
/// <param name="thingName">The thing that it is.</param>
internal sealed class RegisteredDevice(Device device, LocalCloudServer cloud, PrivateFolder folder, string thingName)
{
    /// <summary>The role alias that devices exchange their certificate by.</summary>
    public const string RoleAlias = "GreengrassTokenExchange";

    /// <summary>The file of the cloud's certificate authority.</summary>
    public string AuthorityFile { get; } = Write(folder.File("cloud-ca.pem"), cloud.CaPem);

    /// <summary>Provisions it, with the credentials of the cloud's operator.</summary>
    /// <returns>The command.</returns>
    public Command Provision() =>
        device
            .Provision("--thing-name", thingName, "--role-alias", RoleAlias, "--root-ca", AuthorityFile)
            .With(cloud.Environment);

    /// <summary>Shows the credential to one of the cloud's endpoints.</summary>
    /// <param name="endpoint">Its host and port.</param>
    /// <returns>The command.</returns>
    public Command Connect(string endpoint) => device.Bootstrap("connect", endpoint, "--ca", AuthorityFile);

    /// <summary>Connects to the cloud's message broker by MQTT, beside the nucleus.</summary>
    /// <returns>The command.</returns>
    public Command ConnectByMqttBesideNucleus() =>
        device.Bootstrap("connect", cloud.MqttEndpoint, "--ca", AuthorityFile, "--mqtt", thingName + "#check");

    /// <summary>Shows what the cloud's registry holds.</summary>
    /// <returns>The number of certificates.</returns>
    public int ShowRegistry()
    {
        CloudSnapshot registry = cloud.Snapshot();
        foreach (IssuedCertificate certificate in registry.Certificates)
        {
            Stage.Print($"certificate {certificate.Id} {certificate.Status}");
        }

        foreach (ThingAttachment attachment in registry.ThingAttachments)
        {
            Stage.Print($"serves thing {attachment.ThingName}{(attachment.Exclusive ? " and no other" : "")}");
        }

        foreach (PolicyAttachment attachment in registry.PolicyAttachments)
        {
            Stage.Print($"has policy {attachment.PolicyName}");
        }

        return registry.Certificates.Count;
    }

    /// <summary>Connects to the broker as the classic nucleus does: the thing's name is the client id.</summary>
    /// <returns>What Java found.</returns>
    /// <exception cref="InvalidOperationException">The broker did not accept.</exception>
    public JavaReading ConnectByMqtt()
    {
        string[] broker = cloud.MqttEndpoint.Split(':');
        JavaReading reading = new JavaReader(device.Token()).Read(
            "greenkey",
            new JavaHandshake(broker[0], int.Parse(broker[1], CultureInfo.InvariantCulture), AuthorityFile, thingName)
        );
        if (reading.MqttReturnCode != "0")
        {
            throw new InvalidOperationException(
                $"the broker did not accept: {reading.Outcome}, {reading.MqttReturnCode}, {reading.Message}"
            );
        }

        Stage.Print($"{reading.TlsProtocol}, {reading.TlsCipherSuite}, CONNACK 0: accepted as {thingName}");
        return reading;
    }

    private static string Write(string file, string text)
    {
        File.WriteAllText(file, text);
        return file;
    }
}
