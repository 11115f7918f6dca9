using System.Text.Json;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.ScenarioTests.Nucleus;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>Teardown as it should go: what provisioning and rotations have made is gone, what others have made stays.</summary>
[Collection(BootstrapTpm.Name)]
public sealed class TeardownScenarios(SoftwareTpmFixture shared) : IDisposable
{
    private readonly CloudGround _ground = CloudGround.Start(shared.Tpm);

    private Device Device => _ground.Device;

    public void Dispose() => _ground.Dispose();

    [Fact]
    public void One_command_leaves_nothing_on_the_device_or_in_the_cloud()
    {
        _ground.Provision();

        ChildResult result = _ground.Teardown();

        Assert.Contains("outcome: torn down", result.Output, StringComparison.Ordinal);
        _ground.AssertNothingLeft(shared.HandlesAllowed);
    }

    [Theory]
    [InlineData("etc/systemd/system/greengrass.service.d/20-greengrass-tpm-recovery.conf")]
    [InlineData("etc/systemd/system/ggl.core.tesd.service.d/20-greengrass-tpm-recovery.conf")]
    [InlineData("run/systemd/system/greengrass-tpm-revival.timer")]
    [InlineData("run/systemd/system/greengrass-tpm-revival.service")]
    public void What_the_component_has_given_to_systemd_goes_too(string file)
    {
        _ground.Provision();
        string path = Path.Combine(Device.Root, file);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");

        _ground.Teardown();

        Assert.DoesNotContain(Device.Rest(), rest => rest.Contains("greengrass", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_killed_change_of_the_nucleus_configuration_left_goes_too()
    {
        _ground.Provision();
        File.WriteAllText(Path.Combine(Device.Root, "etc/greengrass-tpm/nucleus-change.yaml"), "userPin: \"left\"");

        _ground.Teardown();

        Assert.DoesNotContain(Device.Rest(), rest => rest.Contains("greengrass", StringComparison.Ordinal));
    }

    [Fact]
    public void The_program_that_Greengrass_starts_stays_and_is_named()
    {
        _ground.Provision();
        string folder = Path.Combine(Device.Root, "var/lib/greengrass-tpm/bin");
        _ = Directory.CreateDirectory(folder);

        ChildResult result = _ground.Teardown();

        Assert.Contains($"left: {folder} stays: ", result.Output, StringComparison.Ordinal);
        Assert.True(Directory.Exists(folder));
    }

    [Fact]
    public void Tearing_down_twice_and_tearing_down_a_new_device_change_nothing()
    {
        Assert.Contains("outcome: nothing to do", _ground.Teardown().Output, StringComparison.Ordinal);
        Assert.Empty(Device.Rest());
        _ground.Provision();
        _ground.Teardown();
        int calls = _ground.Cloud.Calls.Count;

        Assert.Contains("outcome: nothing to do", _ground.Teardown().Output, StringComparison.Ordinal);

        Assert.Equal(calls, _ground.Cloud.Calls.Count);
        _ground.AssertNothingLeft(shared.HandlesAllowed);
    }

    [Fact]
    public void A_dry_run_shows_every_step_and_changes_nothing()
    {
        _ground.Provision();
        IReadOnlyDictionary<string, string> before = Device.Picture();
        string[] cloud = _ground.CloudPicture();

        ChildResult result = _ground.Teardown("--dry-run");

        Assert.Equal(before, Device.Picture());
        Assert.Equal(cloud, _ground.CloudPicture());
        Assert.Contains("would    delete the token store: ", result.Output, StringComparison.Ordinal);
        Assert.Contains($"would    delete the thing: {Device.ThingName}", result.Output, StringComparison.Ordinal);
        Assert.Contains("outcome: dry run, nothing was changed", result.Output, StringComparison.Ordinal);
        _ground.AssertOneIdentity();
    }

    [Fact]
    public void The_certificate_is_deactivated_detached_and_deleted_before_policy_and_thing()
    {
        _ground.Provision();
        int before = _ground.Cloud.Calls.Count;

        _ground.Teardown();

        Assert.Equal(
            [
                "UpdateCertificate",
                "DetachThingPrincipal",
                "DetachPolicy",
                "DeleteCertificate",
                "DeletePolicy",
                "DeleteThing",
            ],
            _ground
                .Cloud.Calls.Skip(before)
                .Select(call => call.Operation)
                .Where(operation => !operation.StartsWith("Describe", StringComparison.Ordinal))
                .Where(operation => !operation.StartsWith("List", StringComparison.Ordinal))
                .Where(operation => !operation.StartsWith("Get", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task What_was_there_before_stays()
    {
        _ground.Cloud.AddThingGroup("gateways");
        await _ground.MakeThingAndPolicyAsync("own");
        string[] before = _ground.CloudPicture();
        _ground.Provision("--policy", "own", "--thing-group", "gateways");

        _ground.Teardown();

        Assert.Equal(before, _ground.CloudPicture());
        Assert.True(Device.IsEmpty);
    }

    [Fact]
    public async Task What_others_use_by_now_stays_and_is_named()
    {
        _ground.Provision();
        string other = await _ground.AttachAnotherAsync();
        await _ground.AttachPolicyAsync($"GreengrassTpm-{Device.RoleAlias}", other);

        ChildResult result = _ground.Teardown();

        CloudSnapshot cloud = _ground.Cloud.Snapshot();
        Assert.Equal([other], cloud.Certificates.Select(certificate => certificate.Id));
        Assert.Equal([Device.ThingName], cloud.Things.Select(thing => thing.Name));
        Assert.Contains(cloud.Policies, policy => policy.Name == $"GreengrassTpm-{Device.RoleAlias}");
        Assert.Contains(
            $"left: thing {Device.ThingName} stays: certificate {other}",
            result.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"left: policy GreengrassTpm-{Device.RoleAlias} stays",
            result.Output,
            StringComparison.Ordinal
        );
        Assert.True(Device.IsEmpty);
    }

    [Fact]
    public void With_the_cloud_kept_the_device_alone_is_torn_down_without_asking_it()
    {
        _ground.Provision();
        string[] cloud = _ground.CloudPicture();
        string certificate = _ground.CertificateOnToken();
        int calls = _ground.Cloud.Calls.Count;

        ChildResult result = _ground.Teardown("--keep-cloud");

        Assert.Equal(cloud, _ground.CloudPicture());
        Assert.Equal(calls, _ground.Cloud.Calls.Count);
        Assert.True(Device.IsEmpty);
        Assert.Contains(
            $"left: in AWS IoT nothing was changed: certificate {certificate}",
            result.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void With_the_device_kept_the_cloud_alone_is_torn_down_and_the_device_later()
    {
        _ground.Provision();
        IReadOnlyDictionary<string, string> before = Device.Picture();

        _ground.Teardown("--keep-device");

        Assert.Empty(_ground.CloudPicture());
        Assert.Equal(Without(before, "provisioning.json"), Without(Device.Picture(), "provisioning.json"));
        _ground.Teardown();
        _ground.AssertNothingLeft(shared.HandlesAllowed);
    }

    [Fact]
    public void Both_cannot_be_kept()
    {
        ChildResult result = ChildProcess.Run(_ground.TeardownCommand("--keep-device", "--keep-cloud"));

        Assert.Equal(64, result.ExitCode);
    }

    [Theory]
    [InlineData(NucleusFlavour.Classic)]
    [InlineData(NucleusFlavour.Lite)]
    public async Task While_a_nucleus_uses_the_token_nothing_is_torn_down_unless_that_is_said(NucleusFlavour flavour)
    {
        await using Greengrass greengrass = await Greengrass.StartAsync(shared.Tpm, flavour);
        Device device = greengrass.Device;
        IReadOnlyDictionary<string, string> before = device.Picture();

        ChildResult refused = await ChildProcess.RunAsync(device.Bootstrap("teardown", "--root", device.Root));

        Assert.Equal(78, refused.ExitCode);
        Assert.Contains("is in use by ", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, device.Picture());
        ChildResult plan = (
            await ChildProcess.RunAsync(device.Bootstrap("teardown", "--root", device.Root, "--dry-run"))
        ).OrThrow();
        Assert.Contains("in use by: ", plan.Output, StringComparison.Ordinal);

        _ = (
            await ChildProcess.RunAsync(device.Bootstrap("teardown", "--root", device.Root, "--while-running"))
        ).OrThrow();
        Assert.True(device.IsEmpty);
    }

    [Fact]
    public void Credentials_of_another_account_change_nothing()
    {
        _ground.Provision();
        using CloudGround other = CloudGround.Start(shared.Tpm, new LocalCloudOptions { AccountId = "999999999999" });

        ChildResult refused = ChildProcess.Run(Device.Teardown(other.Cloud));

        Assert.Equal(78, refused.ExitCode);
        Assert.Contains("the credentials are of account 999999999999", refused.Error, StringComparison.Ordinal);
        _ground.AssertOneIdentity();
    }

    [Fact]
    public void A_device_that_was_provisioned_without_AWS_is_torn_down_without_it()
    {
        Device.ProvisionWhole(shared.Authority);

        ChildResult result = ChildProcess.Run(Device.Bootstrap("teardown", "--root", Device.Root)).OrThrow();

        Assert.Empty(Device.Rest());
        Assert.Contains("left: in AWS IoT nothing was changed: certificate ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_read_the_result_as_JSON()
    {
        _ground.Provision();

        using JsonDocument report = JsonDocument.Parse(_ground.Teardown("--output", "json").Output);

        Assert.Equal("TornDown", report.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(Device.ThingName, report.RootElement.GetProperty("thingName").GetString());
    }

    private static IEnumerable<KeyValuePair<string, string>> Without(
        IReadOnlyDictionary<string, string> picture,
        string name
    ) => picture.Where(entry => !entry.Key.EndsWith(name, StringComparison.Ordinal)).OrderBy(entry => entry.Key);
}
