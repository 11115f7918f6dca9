using System.Diagnostics;
using System.Globalization;
using GreengrassTpm.Build;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>Provisioning killed at any place is finished by the next run: one key pair, one certificate, one token.</summary>
/// <remarks>On a chip of their own, so that the other scenarios go on meanwhile.</remarks>
public sealed class KillScenarios(SoftwareTpmFixture shared) : IClassFixture<SoftwareTpmFixture>
{
    private const int FileChangesTried = 10;
    private const int InstantsTried = 50;

    public static TheoryData<string, FaultKind> KillsInTheFirstHalf => TokenKills.At(TokenKills.Calls.SkipLast(1));

    [Theory]
    [MemberData(nameof(KillsInTheFirstHalf))]
    public void Killed_at_a_change_of_the_token_the_first_half_is_finished_by_the_next_run(
        string function,
        FaultKind kind
    )
    {
        using Device device = new(shared.Tpm);

        Kill(WithFault(device.FirstHalf("--module", Pkcs11Proxy.ModulePath), function, kind));

        AssertFinishes(device);
        Assert.Equal(JavaOutcome.Loaded, new JavaReader(device.Access()).Read("greenkey").Outcome);
    }

    [Theory]
    [InlineData(FaultKind.KillBefore)]
    [InlineData(FaultKind.KillAfter)]
    public void Killed_while_the_certificate_is_stored_the_second_half_is_finished_by_the_next_run(FaultKind kind)
    {
        using Device device = new(shared.Tpm);
        _ = ChildProcess.Run(device.FirstHalf()).OrThrow();
        device.Issue(shared.Authority);

        Kill(WithFault(device.SecondHalf("--module", Pkcs11Proxy.ModulePath), "C_CreateObject", kind));

        AssertFinishes(device);
        Assert.Equal(JavaOutcome.Loaded, new JavaReader(device.Access()).Read("greenkey").Outcome);
    }

    [Fact]
    public void No_other_call_changes_the_token()
    {
        using Device device = new(shared.Tpm);
        FaultPlan watch = FaultPlan.None with { LogFile = device.FileNamed("calls.log") };
        IReadOnlyDictionary<string, string> variables = Pkcs11Proxy.Environment(SoftwareTpm.ModulePath, watch);
        _ = ChildProcess.Run(device.FirstHalf("--module", Pkcs11Proxy.ModulePath).With(variables)).OrThrow();
        device.Issue(shared.Authority);
        _ = ChildProcess.Run(device.SecondHalf("--module", Pkcs11Proxy.ModulePath).With(variables)).OrThrow();

        Assert.Equal(
            TokenKills.Calls,
            FaultPlan.ReadLog(watch.LogFile).Where(call => call.Number is not null).Select(call => call.Name)
        );
    }

    [Fact]
    public void Killed_at_any_change_of_a_file_the_first_half_is_finished_by_the_next_run()
    {
        foreach (int change in Spread(CountFileChanges(device => device.FirstHalf())))
        {
            KillFirstHalfAt(change);
        }
    }

    [Fact]
    public void Killed_at_any_change_of_a_file_the_second_half_is_finished_by_the_next_run()
    {
        foreach (int change in Spread(CountSecondHalf()))
        {
            KillSecondHalfAt(change);
        }
    }

    [Fact]
    [Trait("Category", TestSuite.KillCategory)]
    public void Killed_at_every_change_of_a_file_the_first_half_is_finished_by_the_next_run()
    {
        int changes = CountFileChanges(device => device.FirstHalf());
        for (int change = 1; change <= changes; change++)
        {
            KillFirstHalfAt(change);
        }
    }

    [Fact]
    [Trait("Category", TestSuite.KillCategory)]
    public void Killed_at_every_change_of_a_file_the_second_half_is_finished_by_the_next_run()
    {
        int changes = CountSecondHalf();
        for (int change = 1; change <= changes; change++)
        {
            KillSecondHalfAt(change);
        }
    }

    [Fact]
    public void Killed_at_fifty_instants_spread_over_both_halves_provisioning_is_finished_by_the_next_run()
    {
        // The golden ratio spreads any number of instants evenly without repeating one.
        const double golden = 0.6180339887;
        TimeSpan[] lengths = MeasureHalves();
        int killed = 0;
        for (int i = 1; killed < InstantsTried; i++)
        {
            using Device device = new(shared.Tpm);
            bool second = i % 2 == 0;
            if (second)
            {
                FirstHalfDone(device);
            }

            ref TimeSpan length = ref lengths[second ? 1 : 0];
            if (KillAfter(i * golden % 1 * length, second ? device.SecondHalf() : device.FirstHalf()))
            {
                killed++;
                AssertFinishes(device);
            }
            else
            {
                length *= 0.9; // It was quicker than the measured one.
            }
        }
    }

    private void KillFirstHalfAt(int change)
    {
        using Device device = new(shared.Tpm);
        KillAtFileChange(device, device.FirstHalf(), change);
        AssertFinishes(device);
    }

    private void KillSecondHalfAt(int change)
    {
        using Device device = new(shared.Tpm);
        FirstHalfDone(device);
        KillAtFileChange(device, device.SecondHalf(), change);
        AssertFinishes(device);
    }

    private int CountSecondHalf() =>
        CountFileChanges(device =>
        {
            FirstHalfDone(device);
            return device.SecondHalf();
        });

    private TimeSpan[] MeasureHalves()
    {
        using Device device = new(shared.Tpm);
        long start = Stopwatch.GetTimestamp();
        FirstHalfDone(device);
        TimeSpan first = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        _ = ChildProcess.Run(device.SecondHalf()).OrThrow();
        return [first, Stopwatch.GetElapsedTime(start)];
    }

    private static bool KillAfter(TimeSpan time, Command run)
    {
        string seconds = time.TotalSeconds.ToString("0.0000", CultureInfo.InvariantCulture);
        return ChildProcess
            .Run(
                new Command("timeout", ["--signal=KILL", seconds, run.Program, .. run.Arguments])
                {
                    Environment = run.Environment,
                }
            )
            .WasKilled;
    }

    private void FirstHalfDone(Device device)
    {
        _ = ChildProcess.Run(device.FirstHalf()).OrThrow();
        device.Issue(shared.Authority);
    }

    private void AssertFinishes(Device device)
    {
        // The record may name the module that was there to kill.
        _ = ChildProcess.Run(device.FirstHalf("--module", SoftwareTpm.ModulePath)).OrThrow();
        if (!File.Exists(device.Certificate))
        {
            device.Issue(shared.Authority);
        }

        _ = ChildProcess.Run(device.SecondHalf()).OrThrow();

        Assert.Equal(
            [
                ("Certificate", "greenkey", device.KeyId),
                ("Private Key", "greenkey", device.KeyId),
                ("Public Key", "greenkey", device.KeyId),
            ],
            device.Objects().Select(item => (item.Kind, item.Label, item.Id)).Order()
        );
        Assert.Equal(shared.HandlesAllowed, device.PersistentHandles().Order());
        Assert.Empty(Directory.EnumerateFiles(device.Root, "*.tmp", SearchOption.AllDirectories));
        Assert.Equal([device.StoreFile], Directory.EnumerateFileSystemEntries(device.Store));
        Assert.False(Directory.Exists(device.Store + ".new"));
    }

    private int CountFileChanges(Func<Device, Command> run)
    {
        using Device device = new(shared.Tpm);
        Command command = run(device);
        FaultPlan watch = FaultPlan.None with { LogFile = device.FileNamed("changes.log") };
        _ = ChildProcess.Run(command.With(FileFaults.Environment(device.Root, watch))).OrThrow();
        return FaultPlan.ReadLog(watch.LogFile).Count(call => call.Number is not null);
    }

    /// <summary>Some of so many changes, the first and the last among them.</summary>
    internal static IEnumerable<int> Spread(int changes, int tried = FileChangesTried) =>
        Enumerable.Range(0, tried).Select(i => 1 + (i * (changes - 1) / (tried - 1))).Distinct();

    private static void KillAtFileChange(Device device, Command command, int change)
    {
        // Within a write; after anything else, which is before the next, but for calls to the token: these have kills of their own.
        FaultPlan plan = new() { Kind = FaultKind.KillWithin, Call = change };
        Kill(command.With(FileFaults.Environment(device.Root, plan)));
    }

    private static Command WithFault(Command command, string function, FaultKind kind) =>
        command.With(
            Pkcs11Proxy.Environment(SoftwareTpm.ModulePath, new FaultPlan { Kind = kind, Counted = [function] })
        );

    private static void Kill(Command command)
    {
        ChildResult result = ChildProcess.Run(command);
        Assert.True(result.WasKilled, $"{command} was to be killed but exited {result.ExitCode}: {result.Error}");
    }
}
