using GreengrassTpm.Build;
using GreengrassTpm.Testing;
using Xunit;
using FaultPlan = GreengrassTpm.Testing.FaultPlan;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>
/// Provisioning against AWS IoT, killed at any call to it and any replacement of a file, is finished by the next run: one thing, one
/// active certificate, no orphan.
/// </summary>
[Collection(BootstrapTpm.Name)]
public sealed class OnlineKillScenarios(SoftwareTpmFixture shared)
{
    [Fact]
    public void Killed_after_any_call_to_the_cloud_the_next_run_finishes()
    {
        int calls = CountCalls();
        for (int call = 1; call <= calls; call++)
        {
            KillAtCall(call, afterEffect: true);
        }
    }

    [Fact]
    public void Killed_before_any_change_of_the_cloud_the_next_run_finishes()
    {
        using CloudGround undisturbed = CloudGround.Start(shared.Tpm);
        undisturbed.Provision();
        int[] changes = CloudKills.Changes(undisturbed.Cloud);
        Assert.Equal(6, changes.Length);

        foreach (int call in changes)
        {
            KillAtCall(call, afterEffect: false);
        }
    }

    [Fact]
    public async Task Killed_after_any_change_while_an_earlier_certificate_is_replaced_the_next_run_finishes()
    {
        using CloudGround undisturbed = CloudGround.Start(shared.Tpm);
        await undisturbed.AttachAnotherAsync();
        int before = CloudKills.Operations(undisturbed.Cloud).Count();
        undisturbed.Provision("--replace");
        int[] changes = [.. CloudKills.Changes(undisturbed.Cloud).Where(call => call > before)];
        Assert.Equal(9, changes.Length);

        foreach (int call in changes)
        {
            await KillReplacementAsync(call);
        }
    }

    [Fact]
    public void Killed_at_any_replacement_of_a_file_the_next_run_finishes()
    {
        int changes = CountReplacedFiles();
        for (int change = 1; change <= changes; change++)
        {
            // What lies between one and the next, calls to the cloud and to the token, has kills of its own.
            KillAtFile(change);
        }
    }

    public static TheoryData<string, FaultKind> Kills => TokenKills.At(TokenKills.Calls);

    [Theory]
    [Trait("Category", TestSuite.KillCategory)]
    [MemberData(nameof(Kills))]
    public void Killed_at_a_change_of_the_token_the_next_run_finishes(string function, FaultKind kind)
    {
        using CloudGround ground = CloudGround.Start(shared.Tpm);
        FaultPlan plan = new() { Kind = kind, Counted = [function] };
        ChildResult killed = ChildProcess.Run(
            ground
                .Device.Online(ground.Cloud, "--module", Pkcs11Proxy.ModulePath)
                .With(Pkcs11Proxy.Environment(SoftwareTpm.ModulePath, plan))
        );
        Assert.True(killed.WasKilled, $"{function} was not reached: {killed.Error}");

        ground.Provision("--module", SoftwareTpm.ModulePath);

        ground.AssertOneIdentity();
    }

    private async Task KillReplacementAsync(int call)
    {
        using CloudGround ground = CloudGround.Start(shared.Tpm);
        await ground.AttachAnotherAsync();
        Kill(ground, call, afterEffect: true, "--replace");

        ground.Provision("--replace");

        ground.AssertOneIdentity();
    }

    private int CountCalls()
    {
        using CloudGround ground = CloudGround.Start(shared.Tpm);
        ground.Provision();
        return CloudKills.Operations(ground.Cloud).Count();
    }

    private void KillAtCall(int call, bool afterEffect)
    {
        using CloudGround ground = CloudGround.Start(shared.Tpm);
        Kill(ground, call, afterEffect);

        ground.Provision();

        ground.AssertOneIdentity();
    }

    private static void Kill(CloudGround ground, int call, bool afterEffect, params IEnumerable<string> arguments) =>
        CloudKills.Kill(ground.Cloud, ground.Device.Online(ground.Cloud, arguments), call, afterEffect);

    private void KillAtFile(int change)
    {
        using CloudGround ground = CloudGround.Start(shared.Tpm);
        FaultPlan plan = Renames with { Kind = FaultKind.KillAfter, Call = change };
        ChildResult killed = ChildProcess.Run(
            ground.Device.Online(ground.Cloud).With(FileFaults.Environment(ground.Device.Root, plan))
        );
        Assert.True(killed.WasKilled, $"file {change} was not reached: {killed.Error}");

        ground.Provision();

        ground.AssertOneIdentity();
    }

    private int CountReplacedFiles()
    {
        using CloudGround ground = CloudGround.Start(shared.Tpm);
        FaultPlan watch = Renames with { LogFile = ground.Device.FileNamed("changes.log") };
        _ = ChildProcess
            .Run(ground.Device.Online(ground.Cloud).With(FileFaults.Environment(ground.Device.Root, watch)))
            .OrThrow();
        return FaultPlan.ReadLog(watch.LogFile).Count(change => change.Number is not null);
    }

    private static FaultPlan Renames => FaultPlan.None with { Counted = ["rename"] };
}
