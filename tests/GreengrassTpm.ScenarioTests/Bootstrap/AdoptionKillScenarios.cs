using GreengrassTpm.Build;
using GreengrassTpm.Testing;
using Xunit;
using FaultPlan = GreengrassTpm.Testing.FaultPlan;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>
/// Adoption, and giving back what was adopted, killed at any change of a file: the nucleus can be started at every moment, and the
/// next run finishes.
/// </summary>
[Trait("Category", TestSuite.KillCategory)]
public sealed class AdoptionKillScenarios(TutorialFixture fixture) : IClassFixture<TutorialFixture>
{
    private static readonly string[] Counted = ["rename", "unlink"];

    [Fact]
    public void Killed_before_or_after_any_change_of_a_file_the_next_adoption_finishes()
    {
        string[] adopted = Run(device => _ = Adopted(device));
        int changes = CountChanges(_ => { }, Adopt);
        Assert.True(changes >= 3, $"{changes} changes: record, PIN, drop-in");
        foreach (int change in Enumerable.Range(1, changes))
        {
            foreach (FaultKind kind in (FaultKind[])[FaultKind.KillBefore, FaultKind.KillAfter])
            {
                string[] after = Run(device =>
                {
                    Kill(device, Adopt(device), kind, change);
                    AssertLoads(device);
                    _ = Adopted(device);
                });
                Assert.Equal(adopted, after);
            }
        }
    }

    [Fact]
    public void Killed_before_or_after_any_change_of_a_file_the_next_teardown_gives_it_back()
    {
        string[] before = Run(_ => { });
        int changes = CountChanges(device => Adopted(device), Teardown);
        foreach (int change in Enumerable.Range(1, changes))
        {
            FaultKind kind = change % 2 == 0 ? FaultKind.KillBefore : FaultKind.KillAfter;
            string[] after = Run(device =>
            {
                _ = Adopted(device);
                Kill(device, Teardown(device), kind, change);
                AssertLoads(device);
                _ = ChildProcess.Run(Teardown(device)).OrThrow();
            });
            Assert.Equal(before, after);
        }
    }

    /// <summary>Does something on a device of its own; in the end the credential is as it was.</summary>
    /// <returns>What files there are.</returns>
    private string[] Run(Action<Device> act)
    {
        using Device device = fixture.NewDevice();
        act(device);
        AssertLoads(device);
        return [.. device.Picture().Keys.Order(StringComparer.Ordinal)];
    }

    private int CountChanges(Action<Device> prepare, Func<Device, Command> command)
    {
        using Device device = fixture.NewDevice();
        prepare(device);
        FaultPlan watch = FaultPlan.None with { LogFile = device.FileNamed("changes.log"), Counted = Counted };
        ChildResult result = ChildProcess.Run(command(device).With(FileFaults.Environment(device.Root, watch)));
        Assert.True(result.ExitCode is 0 or 10, result.Output + result.Error);
        return FaultPlan.ReadLog(watch.LogFile).Count(call => call.Number is not null);
    }

    private static void Kill(Device device, Command command, FaultKind kind, int change)
    {
        FaultPlan plan = new()
        {
            Kind = kind,
            Call = change,
            Counted = Counted,
        };
        ChildResult killed = ChildProcess.Run(command.With(FileFaults.Environment(device.Root, plan)));
        Assert.True(killed.WasKilled, $"change {change} was not reached: {killed.Output}{killed.Error}");
    }

    /// <summary>A nucleus that starts now finds its credential: the objects are those of the tutorial.</summary>
    private static void AssertLoads(Device device)
    {
        IReadOnlyList<ReadObject> objects = new Pkcs11Tool(TutorialFixture.Access(device)).ListObjects();
        Assert.Equal(3, objects.Count);
        Assert.Single(objects.Select(item => item.Id).Distinct());
    }

    private static ChildResult Adopted(Device device)
    {
        ChildResult result = ChildProcess.Run(Adopt(device));
        Assert.True(result.ExitCode is 0 or 10, result.Output + result.Error);
        return result;
    }

    private static Command Adopt(Device device) =>
        device.Provision("--adopt", "--offline").With(new Dictionary<string, string> { ["HOME"] = device.Folder });

    private static Command Teardown(Device device) =>
        device.Bootstrap("teardown", "--keep-cloud", "--root", device.Root);
}
