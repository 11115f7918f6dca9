using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Build;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Testing;
using Xunit;
using FaultPlan = GreengrassTpm.Testing.FaultPlan;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>
/// A move from files killed at any change of a file or of the cloud: the nucleus can be started at every moment, with its files or with
/// the new credential, and the next run finishes.
/// </summary>
[Trait("Category", TestSuite.KillCategory)]
public sealed class MoveKillScenarios(SoftwareTpmFixture shared) : IClassFixture<SoftwareTpmFixture>
{
    private static readonly string[] Counted = ["rename", "unlink"];

    [Theory]
    [InlineData(NucleusFlavour.Classic)]
    [InlineData(NucleusFlavour.Lite)]
    public async Task Killed_at_a_change_of_a_file_the_nucleus_has_a_credential_and_the_next_run_finishes(
        NucleusFlavour flavour
    )
    {
        int changes;
        await using (FileKeyDevice whole = await FileKeyDevice.MakeAsync(shared.Tpm, flavour))
        {
            changes = await CountChangesAsync(whole, whole.Move());
        }

        foreach (int change in Enumerable.Range(1, changes))
        {
            await using FileKeyDevice device = await FileKeyDevice.MakeAsync(shared.Tpm, flavour);
            await KillAsync(device, device.Move(), change);

            AssertUsable(device);
            await AssertFinishesAsync(device);
        }
    }

    [Theory]
    [InlineData(NucleusFlavour.Classic)]
    [InlineData(NucleusFlavour.Lite)]
    public async Task Killed_while_it_is_torn_down_the_nucleus_has_a_credential_and_the_next_run_finishes(
        NucleusFlavour flavour
    )
    {
        int changes;
        await using (FileKeyDevice whole = await FileKeyDevice.MakeAsync(shared.Tpm, flavour))
        {
            await AssertFinishesAsync(whole);
            changes = await CountChangesAsync(whole, whole.Teardown());
        }

        foreach (int change in Enumerable.Range(1, changes))
        {
            await using FileKeyDevice device = await FileKeyDevice.MakeAsync(shared.Tpm, flavour);
            string[] cloud = device.Ground.CloudPicture();
            await AssertFinishesAsync(device);
            await KillAsync(device, device.Teardown(), change);

            AssertUsable(device);
            _ = (await ChildProcess.RunAsync(device.Teardown())).OrThrow();
            Assert.True(UsesFiles(device));
            Assert.Equal(cloud, device.Ground.CloudPicture());
            Assert.False(Directory.Exists(device.Device.Store) || Directory.Exists(device.Device.State));
        }
    }

    [Theory]
    [InlineData("CreateCertificateFromCsr")]
    [InlineData("AttachThingPrincipal")]
    [InlineData("UpdateCertificate")]
    public async Task Killed_at_a_change_of_the_cloud_the_nucleus_has_a_credential_and_the_next_run_finishes(
        string operation
    )
    {
        await using FileKeyDevice device = await FileKeyDevice.MakeAsync(shared.Tpm, NucleusFlavour.Classic);

        CloudKills.Kill(device.Cloud, device.Move(), operation, afterEffect: true);

        AssertUsable(device);
        await AssertFinishesAsync(device);
    }

    [Theory]
    [InlineData("UpdateCertificate")]
    [InlineData("DeleteCertificate")]
    public async Task Killed_while_the_former_certificate_is_ended_the_next_run_finishes(string operation)
    {
        await using FileKeyDevice device = await FileKeyDevice.MakeAsync(shared.Tpm, NucleusFlavour.Classic);
        await device.StartAsync();
        await AssertFinishesAsync(device);

        CloudKills.Kill(device.Cloud, device.Move("--retire-former"), operation, afterEffect: true);

        device.Ground.AssertReadable();
        _ = await ChildProcess.RunAsync(device.Move("--retire-former"));
        Assert.Equal(device.Ground.CertificateOnToken(), Assert.Single(device.Cloud.Snapshot().Certificates).Id);
        device.Ground.AssertReadable();
    }

    private static async Task KillAsync(FileKeyDevice device, Command command, int change)
    {
        FaultPlan plan = new()
        {
            Kind = change % 2 == 0 ? FaultKind.KillBefore : FaultKind.KillAfter,
            Call = change,
            Counted = Counted,
        };
        ChildResult killed = await ChildProcess.RunAsync(
            command.With(FileFaults.Environment(device.Device.Root, plan))
        );
        Assert.True(killed.WasKilled, $"change {change} was not reached: {killed.Output}{killed.Error}");
    }

    private static async Task<int> CountChangesAsync(FileKeyDevice device, Command command)
    {
        FaultPlan watch = FaultPlan.None with { LogFile = device.Device.FileNamed("changes.log"), Counted = Counted };
        ChildResult result = await ChildProcess.RunAsync(
            command.With(FileFaults.Environment(device.Device.Root, watch))
        );
        Assert.True(result.ExitCode is 0 or 10, result.Output + result.Error);
        return FaultPlan.ReadLog(watch.LogFile).Count(call => call.Number is not null);
    }

    /// <summary>What the nucleus' configuration names is there, and in service.</summary>
    private static void AssertUsable(FileKeyDevice device)
    {
        using var former = X509Certificate2.CreateFromPemFile(device.CertificateFile, device.KeyFile);
        Assert.True(former.HasPrivateKey);
        Assert.True(device.Cloud.Snapshot().Certificates.Single(item => item.Id == device.FormerId).IsActive);
        if (!UsesFiles(device))
        {
            device.Ground.AssertReadable();
        }
    }

    private static async Task AssertFinishesAsync(FileKeyDevice device)
    {
        ChildResult result = await ChildProcess.RunAsync(device.Move());
        Assert.True(result.ExitCode is 0 or 10, result.Output + result.Error);
        device.Ground.AssertReadable();
        Assert.Equal(
            new[] { device.FormerId, device.Ground.CertificateOnToken() }.Order(),
            device.Cloud.Snapshot().Certificates.Select(item => item.Id).Order()
        );
        Assert.Equal(3, device.Device.Objects().Count);
        Assert.False(UsesFiles(device));
    }

    private static bool UsesFiles(FileKeyDevice device) =>
        File.ReadAllText(device.Configuration).Contains(device.KeyFile, StringComparison.Ordinal);
}
