using Amazon.IoT;
using GreengrassTpm.Build;
using GreengrassTpm.ScenarioTests.Component;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>A device that was set up with the tutorial's own commands is taken under management, and served from then on as any other.</summary>
[Collection(BootstrapTpm.Name)]
public sealed class AdoptionScenarios : IDisposable
{
    private const string AllowAll = """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}
        """;

    private readonly RotationGround _ground;
    private readonly IReadOnlyDictionary<string, string> _before;
    private readonly string[] _cloudBefore;

    public AdoptionScenarios(SoftwareTpmFixture shared)
    {
        _ground = RotationGround.Unprovisioned(shared.Tpm);
        File.WriteAllText(Device.CloudAuthority, _ground.Cloud.CaPem);
        TutorialDevice.Make(
            Device,
            shared.Tpm,
            request => RegisterAsync(request).GetAwaiter().GetResult(),
            ("rootCaPath", Device.CloudAuthority),
            ("iotDataEndpoint", _ground.Cloud.MqttEndpoint),
            ("iotCredEndpoint", _ground.Cloud.CredentialsEndpoint)
        );
        _before = Device.Picture();
        _cloudBefore = _ground.CloudPicture();
    }

    private Device Device => _ground.Device;

    public void Dispose() => _ground.Dispose();

    [Fact]
    public void It_is_adopted_by_one_command_that_changes_nothing_of_its_own()
    {
        ChildResult result = Adopt();

        Assert.Contains("outcome: provisioned", result.Output, StringComparison.Ordinal);
        Assert.Contains("fit for service", result.Output, StringComparison.Ordinal);
        Assert.Equal(_before, Device.Picture().Where(file => _before.ContainsKey(file.Key)).ToDictionary());
        Assert.Equal(_cloudBefore, _ground.CloudPicture());
        Assert.Equal(Tutorial.Pin, Device.UserPin);
        Assert.Equal("root:root 600", Device.Access("etc/greengrass-tpm/user.pin"));
        Assert.Contains(
            $"TPM2_PKCS11_STORE={Device.Store}",
            File.ReadAllText(TutorialDevice.UnitIn(Device) + ".d/10-greengrass-tpm.conf"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(Tutorial.Pin, result.Output + result.Error, StringComparison.Ordinal);
        _ground.AssertReadable();
    }

    [Fact]
    public void Adopted_twice_nothing_is_changed_and_a_dry_run_changes_nothing_either()
    {
        ChildResult planned = Adopt("--dry-run");
        Assert.Contains("would    take the credential under management", planned.Output, StringComparison.Ordinal);
        Assert.Equal(_before, Device.Picture());
        _ = Adopt();
        IReadOnlyDictionary<string, string> adopted = Device.Picture();

        ChildResult result = Adopt();

        Assert.Contains("provisioned already, nothing to do", result.Output, StringComparison.Ordinal);
        Assert.Equal(adopted, Device.Picture());
    }

    [Fact]
    public void It_is_verified_rotated_and_torn_down_as_any_other()
    {
        _ = Adopt();
        ChildResult verified = ChildProcess.Run(Device.Component("verify"));
        Assert.True(verified.ExitCode is 0 or 10, verified.Output + verified.Error);
        string adopted = _ground.CertificateOnToken();

        _ = _ground.RotateWhole();

        Assert.NotEqual(adopted, _ground.CertificateOnToken());
        Assert.Equal(Assert.Single(_ground.Cloud.Snapshot().Certificates).Id, _ground.CertificateOnToken());
        Assert.Equal(3, Device.Objects().Count);
        _ground.AssertReadable();
        Assert.Contains("Retired", _ground.Status(), StringComparison.OrdinalIgnoreCase);
        _ = Adopt();

        ChildResult result = ChildProcess.Run(Device.Teardown(_ground.Cloud)).OrThrow();

        Assert.Contains("stays: it was adopted", result.Output, StringComparison.Ordinal);
        Assert.Empty(new Pkcs11Tool(TutorialFixture.Access(Device)).ListObjects());
        Assert.Empty(_ground.Cloud.Snapshot().Certificates);
        Assert.Equal(_before.Keys.Order(), Device.Picture().Keys.Order());
    }

    [Theory]
    [Trait("Category", TestSuite.KillCategory)]
    [InlineData(1, FaultKind.KillBefore)]
    [InlineData(1, FaultKind.KillAfter)]
    [InlineData(2, FaultKind.KillAfter)]
    [InlineData(3, FaultKind.KillAfter)]
    public void Killed_while_its_rotated_credential_is_destroyed_the_next_teardown_finishes(int call, FaultKind kind)
    {
        _ = Adopt();
        _ = _ground.RotateWhole();
        Testing.FaultPlan plan = new()
        {
            Kind = kind,
            Call = call,
            Counted = ["C_DestroyObject"],
        };

        ChildResult killed = ChildProcess.Run(
            Device
                .Teardown(_ground.Cloud, "--module", Pkcs11Proxy.ModulePath)
                .With(Pkcs11Proxy.Environment(SoftwareTpm.ModulePath, plan))
        );
        Assert.True(killed.WasKilled, killed.Output + killed.Error);

        _ = ChildProcess.Run(Device.Teardown(_ground.Cloud)).OrThrow();
        Assert.Empty(new Pkcs11Tool(TutorialFixture.Access(Device)).ListObjects());
        Assert.Empty(_ground.Cloud.Snapshot().Certificates);
        Assert.Equal(_before.Keys.Order(), Device.Picture().Keys.Order());
    }

    [Fact]
    public void Torn_down_at_once_it_is_as_it_was_before()
    {
        _ = Adopt();
        IReadOnlyDictionary<string, string> adopted = Device.Picture();
        Directory.Move(Device.Store, Device.Store + ".away");
        ChildResult refused = ChildProcess.Run(Device.Teardown(_ground.Cloud));
        Assert.Equal(78, refused.ExitCode);
        Assert.Contains("mount or restore it", refused.Error, StringComparison.Ordinal);
        Directory.Move(Device.Store + ".away", Device.Store);
        Assert.Equal(adopted, Device.Picture());

        ChildResult result = ChildProcess.Run(Device.Teardown(_ground.Cloud)).OrThrow();

        Assert.Equal(_before, Device.Picture());
        Assert.Equal(_cloudBefore, _ground.CloudPicture());
        Assert.Contains("key and certificate that were adopted", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            "nothing to do",
            ChildProcess.Run(Device.Teardown(_ground.Cloud)).OrThrow().Output,
            StringComparison.Ordinal
        );
        _ = Adopt();
        _ground.AssertReadable();
    }

    [Fact]
    public void Told_to_the_teardown_destroys_what_was_adopted_and_leaves_the_empty_token()
    {
        _ = Adopt();

        _ = ChildProcess.Run(Device.Teardown(_ground.Cloud, "--adopted-too")).OrThrow();

        Assert.Empty(new Pkcs11Tool(TutorialFixture.Access(Device)).ListObjects());
        Assert.Empty(_ground.Cloud.Snapshot().Certificates);
        Assert.Equal(Device.ThingName, Assert.Single(_ground.Cloud.Snapshot().Things).Name);
        Assert.Equal(_before.Keys.Order(), Device.Picture().Keys.Order());
    }

    [Fact]
    public async Task A_certificate_that_AWS_IoT_does_not_have_in_service_for_the_thing_is_not_adopted()
    {
        string id = _ground.Cloud.Snapshot().Certificates.Single().Id;
        using AmazonIoTClient client = _ground.Operator();
        await client.UpdateCertificateAsync(id, CertificateStatus.INACTIVE);
        Refused($"certificate {id} is INACTIVE");

        await client.UpdateCertificateAsync(id, CertificateStatus.ACTIVE);
        await client.DetachThingPrincipalAsync(Device.ThingName, _ground.Cloud.Account.CertificateArn(id));
        Refused("is attached to no thing, not to gateway-7");
        Assert.Equal(_before, TutorialDevice.Picture(Device));
    }

    [Fact]
    public void Provisioning_leaves_an_adopted_device_alone()
    {
        _ = Adopt();

        ChildResult refused = ChildProcess.Run(Device.Online(_ground.Cloud));

        Assert.Equal(78, refused.ExitCode);
        Assert.Contains("taken under management with --adopt", refused.Error, StringComparison.Ordinal);
    }

    private void Refused(string words)
    {
        ChildResult refused = ChildProcess.Run(AdoptCommand());
        Assert.Equal(78, refused.ExitCode);
        Assert.Contains(words, refused.Error, StringComparison.Ordinal);
    }

    private ChildResult Adopt(params IEnumerable<string> arguments)
    {
        ChildResult result = ChildProcess.Run(AdoptCommand(arguments));
        Assert.True(result.ExitCode is 0 or 10, result.Output + result.Error);
        return result;
    }

    private Command AdoptCommand(params IEnumerable<string> arguments) =>
        Device
            .Provision(["--adopt", .. arguments])
            .With(_ground.Cloud.Environment)
            .With(new Dictionary<string, string> { ["HOME"] = Device.Folder });

    /// <summary>What the tutorial has the operator do in AWS IoT.</summary>
    private async Task<string> RegisterAsync(string request)
    {
        using AmazonIoTClient client = _ground.Operator();
        await client.CreateThingAsync(new() { ThingName = Device.ThingName });
        await client.CreatePolicyAsync("GreengrassV2IoTThingPolicy", AllowAll);
        var issued = await client.CreateCertificateFromCsrAsync(request, true);
        await client.AttachPolicyAsync(
            new() { PolicyName = "GreengrassV2IoTThingPolicy", Target = issued.CertificateArn }
        );
        await client.AttachThingPrincipalAsync(Device.ThingName, issued.CertificateArn);
        return issued.CertificatePem;
    }
}
