using System.Globalization;
using System.Text.Json;
using Amazon.IoT;
using GreengrassTpm.Credentials;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;
using Xunit;
using FaultPlan = GreengrassTpm.Testing.FaultPlan;

namespace GreengrassTpm.ScenarioTests.Component;

/// <summary>A device that is registered with a cloud of its own, whose role may do what a rotation needs.</summary>
internal sealed class RotationGround : IDisposable
{
    private readonly CloudGround _ground;
    private readonly HsmCredential? _hsm;

    public RotationGround(SoftwareTpm tpm, params IEnumerable<string> provision)
        : this(tpm, onSoftHsm: false, provision) { }

    private RotationGround(SoftwareTpm tpm, bool onSoftHsm, params IEnumerable<string> provision)
    {
        _ground = CloudGround.Start(tpm);
        Cloud.AddRoleAlias(Device.RoleAlias, "TokenExchangeRole", [TokenExchangeRole.PolicyFor(Cloud.Account)]);
        _ = _ground.Provision(provision);
        _hsm = onSoftHsm ? HsmCredential.Replace(_ground) : null;
    }

    private RotationGround(CloudGround ground)
    {
        _ground = ground;
        Cloud.AddRoleAlias(Device.RoleAlias, "TokenExchangeRole", [TokenExchangeRole.PolicyFor(Cloud.Account)]);
    }

    /// <summary>The same with the credential on SoftHSM2 instead, behind a store that is one in name only.</summary>
    public static RotationGround OnSoftHsm(SoftwareTpm tpm) => new(tpm, onSoftHsm: true);

    public Device Device => _ground.Device;

    public LocalCloudServer Cloud => _ground.Cloud;

    /// <summary>The token's module.</summary>
    public string Module => _hsm is null ? SoftwareTpm.ModulePath : SoftHsm.ModulePath;

    /// <summary>The token as independent readers reach it.</summary>
    public TokenAccess Access => _hsm?.Access ?? Device.Access();

    public void Dispose()
    {
        _hsm?.Dispose();
        _ground.Dispose();
    }

    /// <summary>All that the cloud holds, in words.</summary>
    public string[] CloudPicture() => _ground.CloudPicture();

    /// <summary>The id of the certificate on the token.</summary>
    public string CertificateOnToken() => _ground.CertificateOnToken();

    /// <summary>A client of the cloud's operator.</summary>
    public AmazonIoTClient Operator() => _ground.Operator();

    /// <summary>Ends a certificate, as an operator does.</summary>
    public Task EndCertificateAsync(string id) => _ground.EndCertificateAsync(id);

    /// <summary>A device that is not registered yet.</summary>
    public static RotationGround Unprovisioned(SoftwareTpm tpm) => new(CloudGround.Start(tpm));

    /// <summary><c>rotate</c>, with nothing but the device's own credential.</summary>
    public Command Rotate(params IEnumerable<string> arguments) =>
        OnToken(
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

    /// <summary><c>recover</c>.</summary>
    public Command Recover(params IEnumerable<string> arguments) => OnToken("recover", arguments);

    /// <summary>Rotates at once and to the end; it must go well.</summary>
    /// <returns>The report.</returns>
    public JsonElement RotateWhole(params IEnumerable<string> arguments)
    {
        Command command = Rotate(["--force", "--retire-after", "0s", "--output", "json", .. arguments]);
        using JsonDocument report = JsonDocument.Parse(ChildProcess.Run(command).OrThrow().Output);
        return report.RootElement.Clone();
    }

    /// <summary>A rotation of key and certificate that is killed when its switch is on record.</summary>
    public void CutOffAfterSwitch()
    {
        // Planned, KeyGenerated, the request, CertificateIssued, CertificateStored, Proved, Switching, Switched.
        FaultPlan plan = FaultPlan.KillAfter(8) with
        {
            Counted = ["write"],
        };
        string journal = new DeviceFolders(Device.Root).Journal;
        ChildResult killed = ChildProcess.Run(Rotate("--force").With(FileFaults.Environment(journal, plan)));
        Assert.True(killed.WasKilled, killed.Output + killed.Error);
        Assert.Equal(RotationState.Switched, Journal.Open(journal).History.Unfinished?.State);
    }

    /// <summary>From now on each new certificate has lost its rights when the switch to it is to be confirmed.</summary>
    public void RefuseAfterSwitch() =>
        Cloud.Faults.Add(
            LocalCloud.FaultPlan.AssumeRoleWithCertificate,
            Fault.Preceded(() =>
            {
                string journal = new DeviceFolders(Device.Root).Journal;
                if (Journal.Open(journal).Records is [.., { State: RotationState.Switched }])
                {
                    TakeRights(Cloud.Snapshot().Certificates[^1].Id);
                }
            }),
            times: int.MaxValue
        );

    private void TakeRights(string certificate)
    {
        string arn = Cloud.Account.CertificateArn(certificate);
        using AmazonIoTClient client = Operator();
        foreach (PolicyAttachment attached in Cloud.Snapshot().PolicyAttachments)
        {
            if (attached.TargetArn == arn)
            {
                client
                    .DetachPolicyAsync(new() { PolicyName = attached.PolicyName, Target = arn })
                    .GetAwaiter()
                    .GetResult();
            }
        }
    }

    /// <summary><c>status</c>, in words.</summary>
    public string Status() => ChildProcess.Run(Device.Component("status")).OrThrow().Output;

    /// <summary>
    /// One credential on the token, whole, and the cloud knows it and no other; the reader that loads it as the nucleus does,
    /// and speaks with the broker, agrees.
    /// </summary>
    public void AssertOneWorkingCredential()
    {
        var objects = Device.Objects();
        Assert.Equal(["Certificate", "Private Key", "Public Key"], objects.Select(item => item.Kind).Order());
        Assert.All(objects, item => Assert.Equal("greenkey", item.Label));
        Assert.Single(objects.Select(item => item.Id).Distinct());
        _ground.AssertOneIdentity();
        AssertReadable();
    }

    /// <summary>The reader that loads the credential as the nucleus does speaks with the broker.</summary>
    public void AssertReadable() => AssertReadable(Read());

    /// <inheritdoc cref="AssertReadable()"/>
    public static void AssertReadable(JavaReading reading)
    {
        Assert.Equal(JavaOutcome.Loaded, reading.Outcome);
        Assert.Equal("TLSv1.2", reading.TlsProtocol);
    }

    /// <summary>What a nucleus that starts now finds, and whether the broker takes it.</summary>
    public JavaReading Read()
    {
        string[] broker = Cloud.MqttEndpoint.Split(':');
        return new JavaReader(Access).Read(
            "greenkey",
            new JavaHandshake(broker[0], int.Parse(broker[1], CultureInfo.InvariantCulture), Device.CloudAuthority)
        );
    }

    // A test may name another module, which stands before the token's.
    private Command OnToken(string command, params IEnumerable<string> arguments) =>
        _hsm is null
            ? Device.Component(command, arguments)
            : Device
                .Component(
                    command,
                    arguments.Contains("--module")
                        ? ["--store", _hsm.Store, .. arguments]
                        : ["--store", _hsm.Store, "--module", Module, .. arguments]
                )
                .With(_hsm.Access.Environment);
}
