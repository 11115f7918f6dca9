using System.Globalization;
using System.Text.Json;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Component;

/// <summary>A device that is registered with a cloud of its own, whose role may do what a rotation needs.</summary>
internal sealed class RotationGround : IDisposable
{
    private readonly CloudGround _ground;

    public RotationGround(SoftwareTpm tpm, params IEnumerable<string> provision)
    {
        _ground = CloudGround.Start(tpm);
        Cloud.AddRoleAlias(Device.RoleAlias, "TokenExchangeRole", [TokenExchangeRole.PolicyFor(Cloud.Account)]);
        _ = _ground.Provision(provision);
    }

    public Device Device => _ground.Device;

    public LocalCloudServer Cloud => _ground.Cloud;

    public void Dispose() => _ground.Dispose();

    /// <summary><c>rotate</c>, with nothing but the device's own credential.</summary>
    public Command Rotate(params IEnumerable<string> arguments) =>
        Device
            .Component(
                "rotate",
                [
                    "--credentials-endpoint",
                    Cloud.CredentialsEndpoint,
                    "--data-endpoint",
                    Cloud.MqttEndpoint,
                    "--root-ca",
                    Device.CloudAuthority,
                    .. arguments,
                ]
            )
            .With(
                Cloud
                    .Environment.Where(variable => variable.Key.StartsWith("AWS_ENDPOINT", StringComparison.Ordinal))
                    .ToDictionary()
            );

    /// <summary>Rotates at once and to the end; it must go well.</summary>
    /// <returns>The report.</returns>
    public JsonElement RotateWhole(params IEnumerable<string> arguments)
    {
        Command command = Rotate(["--force", "--retire-after", "0s", "--output", "json", .. arguments]);
        using JsonDocument report = JsonDocument.Parse(ChildProcess.Run(command).OrThrow().Output);
        return report.RootElement.Clone();
    }

    /// <summary><c>status</c>, in words.</summary>
    public string Status() => ChildProcess.Run(Device.Component("status")).OrThrow().Output;

    /// <summary>
    /// One credential on the token, whole, and the cloud knows it and no other; the reader that loads it as the nucleus does,
    /// and speaks with the broker, agrees.
    /// </summary>
    public void AssertOneWorkingCredential()
    {
        Assert.Equal(
            ["Certificate", "Private Key", "Public Key"],
            Device.Objects().Where(item => item.Label == "greenkey").Select(item => item.Kind).Order()
        );
        Assert.Equal(3, Device.Objects().Count);
        Assert.Single(Device.Objects().Select(item => item.Id).Distinct());
        _ground.AssertOneIdentity();
        AssertReadable();
    }

    /// <summary>The reader that loads the credential as the nucleus does speaks with the broker.</summary>
    public void AssertReadable()
    {
        string[] broker = Cloud.MqttEndpoint.Split(':');
        JavaReading reading = new JavaReader(Device.Access()).Read(
            "greenkey",
            new JavaHandshake(broker[0], int.Parse(broker[1], CultureInfo.InvariantCulture), Device.CloudAuthority)
        );
        Assert.Equal(JavaOutcome.Loaded, reading.Outcome);
        Assert.Equal("TLSv1.2", reading.TlsProtocol);
    }
}
