using GreengrassTpm.Testing;
using Xunit;
using FaultPlan = GreengrassTpm.Testing.FaultPlan;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>
/// Teardown killed at any call to the cloud, any change of a file or of the token is finished by the next run: nothing is left on the
/// device or in the cloud. So is the teardown of a device whose provisioning was killed.
/// </summary>
/// <remarks>On a chip of their own, so that the other scenarios go on meanwhile.</remarks>
public sealed class TeardownKillScenarios(SoftwareTpmFixture shared) : IClassFixture<SoftwareTpmFixture>
{
    private const int FileChangesTried = 12;

    [Theory]
    [InlineData("UpdateCertificate")]
    [InlineData("DetachThingPrincipal")]
    [InlineData("DetachPolicy")]
    [InlineData("DeleteCertificate")]
    [InlineData("DeletePolicy")]
    [InlineData("DeleteThing")]
    public void Killed_before_or_after_a_change_of_the_cloud_the_next_run_finishes(string operation)
    {
        foreach (bool afterEffect in (bool[])[false, true])
        {
            using CloudGround ground = CloudGround.Start(shared.Tpm);
            ground.Provision();
            CloudKills.Kill(ground.Cloud, ground.TeardownCommand(), operation, afterEffect);
            AssertFinishes(ground);
        }
    }

    [Fact]
    public void Killed_at_any_change_of_a_file_the_next_run_finishes()
    {
        int changes = CountFileChanges();
        foreach (int change in KillScenarios.Spread(changes, FileChangesTried))
        {
            using CloudGround ground = CloudGround.Start(shared.Tpm);
            ground.Provision();
            FaultPlan plan = new()
            {
                Kind = change % 2 == 0 ? FaultKind.KillBefore : FaultKind.KillAfter,
                Call = change,
                Counted = Counted,
            };
            AssertKilled(
                ChildProcess.Run(ground.TeardownCommand().With(FileFaults.Environment(ground.Device.Root, plan)))
            );
            AssertFinishes(ground);
        }
    }

    [Theory]
    [InlineData(1, FaultKind.KillBefore)]
    [InlineData(1, FaultKind.KillAfter)]
    [InlineData(2, FaultKind.KillAfter)]
    [InlineData(3, FaultKind.KillAfter)]
    public void Killed_while_objects_are_destroyed_in_a_shared_store_the_next_run_finishes(int call, FaultKind kind)
    {
        using CloudGround ground = CloudGround.Start(shared.Tpm);
        ground.Device.Foreign("foreign", "another-pin").InitToken("another-so-pin");
        Assert.Equal(10, ChildProcess.Run(ground.Device.Online(ground.Cloud)).ExitCode);
        FaultPlan plan = new()
        {
            Kind = kind,
            Call = call,
            Counted = ["C_DestroyObject"],
        };

        AssertKilled(
            ChildProcess.Run(
                ground
                    .TeardownCommand("--module", Pkcs11Proxy.ModulePath)
                    .With(Pkcs11Proxy.Environment(SoftwareTpm.ModulePath, plan))
            )
        );

        ground.Teardown();
        Assert.Empty(ground.Device.Objects());
        Assert.Empty(ground.CloudPicture());
        Assert.Contains("nothing to do", ground.Teardown().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C_InitToken", FaultKind.KillAfter)]
    [InlineData("C_InitPIN", FaultKind.KillBefore)]
    [InlineData("C_GenerateKeyPair", FaultKind.KillBefore)]
    [InlineData("C_GenerateKeyPair", FaultKind.KillAfter)]
    [InlineData("C_CreateObject", FaultKind.KillAfter)]
    public void A_device_whose_provisioning_was_killed_at_a_change_of_the_token_is_torn_down_whole(
        string function,
        FaultKind kind
    )
    {
        using CloudGround ground = CloudGround.Start(shared.Tpm);
        FaultPlan plan = new() { Kind = kind, Counted = [function] };
        AssertKilled(
            ChildProcess.Run(
                ground
                    .Device.Online(ground.Cloud, "--module", Pkcs11Proxy.ModulePath)
                    .With(Pkcs11Proxy.Environment(SoftwareTpm.ModulePath, plan))
            )
        );

        ground.Teardown("--module", SoftwareTpm.ModulePath);

        ground.AssertNothingLeft(shared.HandlesAllowed);
    }

    [Fact]
    public void A_device_whose_provisioning_was_killed_at_a_change_of_the_cloud_is_torn_down_whole()
    {
        using CloudGround undisturbed = CloudGround.Start(shared.Tpm);
        undisturbed.Provision();
        foreach (int call in CloudKills.Changes(undisturbed.Cloud))
        {
            using CloudGround ground = CloudGround.Start(shared.Tpm);
            CloudKills.Kill(ground.Cloud, ground.Device.Online(ground.Cloud), call, afterEffect: true);

            ground.Teardown();

            ground.AssertNothingLeft(shared.HandlesAllowed);
        }
    }

    [Fact]
    public void Half_way_through_a_teardown_nothing_is_provisioned()
    {
        using CloudGround ground = CloudGround.Start(shared.Tpm);
        ground.Provision();
        CloudKills.Kill(ground.Cloud, ground.TeardownCommand(), "DeleteCertificate", afterEffect: true);

        ChildResult refused = ChildProcess.Run(ground.Device.Online(ground.Cloud));

        Assert.Equal(78, refused.ExitCode);
        Assert.Contains("a teardown of this device was begun at", refused.Error, StringComparison.Ordinal);
        AssertFinishes(ground);
    }

    private void AssertFinishes(CloudGround ground)
    {
        ground.Teardown();

        ground.AssertNothingLeft(shared.HandlesAllowed);
        ground.Provision();
        ground.AssertOneIdentity();
    }

    private int CountFileChanges()
    {
        using CloudGround ground = CloudGround.Start(shared.Tpm);
        ground.Provision();
        FaultPlan watch = FaultPlan.None with { LogFile = ground.Device.FileNamed("changes.log"), Counted = Counted };
        _ = ChildProcess
            .Run(ground.TeardownCommand().With(FileFaults.Environment(ground.Device.Root, watch)))
            .OrThrow();
        return FaultPlan.ReadLog(watch.LogFile).Count(call => call.Number is not null);
    }

    private static readonly string[] Counted = ["rename", "unlink"];

    private static void AssertKilled(ChildResult result) =>
        Assert.True(result.WasKilled, $"it was to be killed but exited {result.ExitCode}: {result.Error}");
}
