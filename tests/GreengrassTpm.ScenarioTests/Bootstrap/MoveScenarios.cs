using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>A running nucleus that has key and certificate in files is moved to the TPM, and back.</summary>
[Collection(BootstrapTpm.Name)]
public sealed class MoveScenarios(SoftwareTpmFixture shared)
{
    public static TheoryData<NucleusFlavour> Flavours => [NucleusFlavour.Classic, NucleusFlavour.Lite];

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task A_running_nucleus_is_moved_by_one_command_and_its_files_stay(NucleusFlavour flavour)
    {
        await using FileKeyDevice device = await FileKeyDevice.MakeAsync(shared.Tpm, flavour);
        await device.StartAsync();
        Assert.Equal(device.FormerId, await device.ConnectionAsync());
        string key = await File.ReadAllTextAsync(device.KeyFile);
        string certificate = await File.ReadAllTextAsync(device.CertificateFile);

        ChildResult result = await RunAsync(device.Move());

        Assert.Contains("which was seen with the token", result.Output, StringComparison.Ordinal);
        string own = device.Ground.CertificateOnToken();
        Assert.NotEqual(device.FormerId, own);
        Assert.Equal(own, await device.ConnectionAsync());
        Assert.Equal(key, await File.ReadAllTextAsync(device.KeyFile));
        Assert.Equal(certificate, await File.ReadAllTextAsync(device.CertificateFile));
        Assert.Equal(
            new[] { device.FormerId, own }.Order(),
            device.Cloud.Snapshot().Certificates.Where(item => item.IsActive).Select(item => item.Id).Order()
        );
        Assert.Equal(FileKeyDevice.Policies, PoliciesOf(device, own));
        Assert.Equal(Device.ThingName, Assert.Single(device.Cloud.Snapshot().Things).Name);
        Assert.Contains(
            $"{device.KeyFile}, {device.CertificateFile} are as they were",
            result.Output,
            StringComparison.Ordinal
        );

        Assert.Contains("nothing to do", (await RunAsync(device.Move())).Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task Rotated_before_its_former_credential_is_ended_it_keeps_the_rotated_one(NucleusFlavour flavour)
    {
        await using FileKeyDevice device = await FileKeyDevice.MakeAsync(shared.Tpm, flavour);
        await device.StartAsync();
        await device.StopAsync();
        ChildResult early = await ChildProcess.RunAsync(device.Move("--retire-former", "--remove-files"));
        Assert.Equal(75, early.ExitCode);
        Assert.Contains("was not seen to use it yet", early.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(device.KeyFile) && File.Exists(device.CertificateFile));
        Assert.Equal(2, device.Cloud.Snapshot().Certificates.Count(item => item.IsActive));
        string own = device.Ground.CertificateOnToken();
        await device.StartAgainAsync();
        Assert.Equal(own, await device.ConnectionAsync());

        _ = device.Ground.RotateWhole();
        string rotated = device.Ground.CertificateOnToken();
        Assert.NotEqual(own, rotated);
        Assert.Contains("nothing to do", (await RunAsync(device.Move())).Output, StringComparison.Ordinal);
        ChildResult result = await RunAsync(device.Move("--retire-former", "--remove-files"));

        Assert.Contains(rotated, result.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(device.KeyFile) || File.Exists(device.CertificateFile));
        IssuedCertificate left = Assert.Single(device.Cloud.Snapshot().Certificates);
        Assert.Equal(rotated, left.Id);
        Assert.True(left.IsActive);
        device.Ground.AssertReadable();
    }

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task Torn_down_it_has_its_files_again_and_nothing_is_left(NucleusFlavour flavour)
    {
        await using FileKeyDevice device = await FileKeyDevice.MakeAsync(shared.Tpm, flavour);
        await device.StartAsync();
        string[] cloud = device.Ground.CloudPicture();
        string[] files = [.. device.Device.Rest().Order()];
        _ = await RunAsync(device.Move());

        await device.StopAsync();
        ChildResult result = (await ChildProcess.RunAsync(device.Teardown())).OrThrow();
        await device.StartAgainAsync();

        Assert.Equal(device.FormerId, await device.ConnectionAsync());
        Assert.Equal(cloud, device.Ground.CloudPicture());
        Assert.Equal(files, device.Device.Rest().Except(["etc/greengrass/config.d"]).Order());
        Assert.Equal(
            flavour == NucleusFlavour.Classic,
            result.Output.Contains(
                "keeps the configuration of aws.greengrass.crypto.Pkcs11Provider",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public async Task A_credential_that_is_not_proved_is_not_given_to_the_nucleus()
    {
        await using FileKeyDevice device = await FileKeyDevice.MakeAsync(shared.Tpm, NucleusFlavour.Classic);
        await device.StartAsync();
        string before = await File.ReadAllTextAsync(device.Configuration);

        ChildResult refused = await ChildProcess.RunAsync(device.Move("--cred-endpoint", "127.0.0.1"));

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("the new credential is not proved", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(device.Configuration));
        Assert.DoesNotContain("stop greengrass", device.SystemCalls, StringComparison.Ordinal);
        Assert.Equal(device.FormerId, await device.ConnectionAsync());
    }

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task A_nucleus_that_does_not_take_the_token_up_has_its_files_again(NucleusFlavour flavour)
    {
        await using FileKeyDevice device = await FileKeyDevice.MakeAsync(shared.Tpm, flavour);
        device.ServiceEnvironment["TPM2_PKCS11_STORE"] = device.Device.FileNamed("nothing");
        await device.StartAsync();
        device.FailAfterStart();

        ChildResult refused = await ChildProcess.RunAsync(device.Move("--confirm-within", "2s"));

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("was not seen to use the token", refused.Error, StringComparison.Ordinal);
        Assert.Equal(device.FormerId, await device.ConnectionAsync());

        device.ServiceEnvironment["TPM2_PKCS11_STORE"] = device.Device.Store;
        _ = await RunAsync(device.Move());
        Assert.Equal(device.Ground.CertificateOnToken(), await device.ConnectionAsync());
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("start")]
    public async Task Killed_while_the_nucleus_is_stopped_systemd_starts_it_and_the_next_run_finishes(string verb)
    {
        await using FileKeyDevice device = await FileKeyDevice.MakeAsync(shared.Tpm, NucleusFlavour.Classic);
        await device.StartAsync();
        device.KillAt(verb);

        ChildResult killed = await ChildProcess.RunAsync(device.Move());

        Assert.True(killed.WasKilled, killed.Output + killed.Error);
        Assert.Contains("--on-active=5min", device.SystemCalls, StringComparison.Ordinal);
        _ = await RunAsync(device.Move());
        Assert.Equal(device.Ground.CertificateOnToken(), await device.ConnectionAsync());
        Assert.EndsWith(
            "stop greengrass-tpm-start-again.timer",
            device.SystemCalls.Split("\nshow ")[0],
            StringComparison.Ordinal
        );
    }

    private static IEnumerable<string> PoliciesOf(FileKeyDevice device, string certificate) =>
        device
            .Cloud.Snapshot()
            .PolicyAttachments.Where(item => item.TargetArn == device.Cloud.Account.CertificateArn(certificate))
            .Select(item => item.PolicyName)
            .Order();

    private static async Task<ChildResult> RunAsync(Command command)
    {
        ChildResult result = await ChildProcess.RunAsync(command);
        Assert.True(result.ExitCode is 0 or 10, result.Output + result.Error);
        return result;
    }
}
