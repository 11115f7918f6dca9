using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using GreengrassTpm.Credentials;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.ScenarioTests.Component;
using GreengrassTpm.Testing;
using Xunit;
using Xunit.Abstractions;
using FaultPlan = GreengrassTpm.Testing.FaultPlan;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>
/// The published program is killed (SIGKILL) before and after every call that changes the token, and within and after every
/// write of its journal. The next start then leaves one working credential: on the token, for the reader that loads it as
/// the nucleus does, and in the cloud. One device lives through all the points.
/// </summary>
public abstract partial class RotationKills : IDisposable
{
    private static readonly FaultKind[] BeforeAndAfter = [FaultKind.KillBefore, FaultKind.KillAfter];

    // Half a line is what a kill before the whole of it leaves at the worst.
    private static readonly FaultKind[] WithinAndAfter = [FaultKind.KillWithin, FaultKind.KillAfter];

    private readonly RotationGround _ground;
    private readonly KillTable _table;
    private readonly HashSet<string> _orphans = [];
    private bool _mayOwe;
    private string? _former;
    private int _judged;
    private int _asked;

    private protected RotationKills(RotationGround ground, ITestOutputHelper output)
    {
        _ground = ground;
        _table = new KillTable(output);
        _asked = ground.Cloud.Faults.Calls("CreateCertificateFromCsr");
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _ground.Dispose();

    private protected RotationGround Ground => _ground;

    /// <summary>Where, at each call, runs are killed.</summary>
    private protected IReadOnlyList<FaultKind> AroundCalls { get; set; } = BeforeAndAfter;

    /// <summary>Where, at each write of the journal, runs are killed.</summary>
    private protected IReadOnlyList<FaultKind> AroundWrites { get; set; } = WithinAndAfter;

    /// <summary>Kills runs of <c>rotate</c> at the calls that change the token.</summary>
    /// <param name="title">What the runs do, for the table.</param>
    /// <param name="from">The first call that is tried; those before are tried elsewhere.</param>
    /// <param name="arguments">How <c>rotate</c> is started.</param>
    private protected void TryCalls(string title, int from, params string[] arguments)
    {
        string log = NewFile("calls");
        Watch(Proxied(Rotate(["--module", Pkcs11Proxy.ModulePath, .. arguments]), new FaultPlan { LogFile = log }));
        string[] calls = Counted(log);
        Assert.InRange(calls.Length, from, 100);
        _table.Begin(title, "calls that change the token");
        for (int call = from; call <= calls.Length; call++)
        {
            foreach (FaultKind kind in AroundCalls)
            {
                Kill(
                    Proxied(
                        Rotate(["--module", Pkcs11Proxy.ModulePath, .. arguments]),
                        new FaultPlan { Kind = kind, Call = call }
                    ),
                    arguments,
                    new KillPoint(call, calls[call - 1], kind)
                );
            }
        }

        _table.End();
    }

    /// <summary>Kills runs of <c>rotate</c> at the writes of the journal.</summary>
    /// <param name="title">What the runs do, for the table.</param>
    /// <param name="from">The state whose first write is the first that is tried.</param>
    /// <param name="arguments">How <c>rotate</c> is started.</param>
    private protected void TryJournal(string title, RotationState from, params string[] arguments)
    {
        int before = Records().Count;
        string log = NewFile("writes");
        Watch(OnJournal(Rotate(arguments), Writes with { LogFile = log }));
        RotationState[] written = [.. Records().Skip(before).Select(record => record.State)];
        Assert.Equal(written.Length, Counted(log).Length);
        _table.Begin(title, "writes of the journal");
        for (int write = 1 + Array.IndexOf(written, from); write <= written.Length; write++)
        {
            foreach (FaultKind kind in AroundWrites)
            {
                Kill(
                    OnJournal(Rotate(arguments), Writes with { Kind = kind, Call = write }),
                    arguments,
                    new KillPoint(write, written[write - 1].ToString(), kind)
                );
            }
        }

        _table.End();
    }

    /// <summary>Kills recoveries of a switch that was killed after its third write of a label, then lets another one finish.</summary>
    private protected void TryRecovery(params string[] arguments)
    {
        const int written = 3;
        FaultPlan third = FaultPlan.KillAfter(written) with { Counted = ["C_SetAttributeValue"] };
        Command recover = _ground.Recover("--module", Pkcs11Proxy.ModulePath);
        KillPoint[] calls =
        [
            .. Enumerable
                .Range(1, 6 - written)
                .SelectMany(call => BeforeAndAfter.Select(kind => new KillPoint(call, "C_SetAttributeValue", kind))),
        ];
        _table.Begin("recovery", "calls that change the token, and its write of the journal");
        foreach (KillPoint point in calls)
        {
            CutOff(third, arguments);
            Kill(Proxied(recover, new FaultPlan { Kind = point.Kind, Call = point.Number }), arguments, point);
        }

        foreach (FaultKind kind in WithinAndAfter)
        {
            CutOff(third, arguments);
            Kill(
                OnJournal(_ground.Recover(), Writes with { Kind = kind }),
                arguments,
                new KillPoint(1, nameof(RotationState.Switched), kind)
            );
        }

        _table.End();
    }

    /// <summary>
    /// Kills runs of <c>rotate</c> at random instants, for a time. A kill between two calls to the cloud may leave an
    /// inactive certificate there, which is told.
    /// </summary>
    private protected void TryInstants(string title, TimeSpan duration, params string[][] choices)
    {
        _mayOwe = true;
        Random random = new(1);
        long started = Stopwatch.GetTimestamp();
        Watch(Rotate(choices[0]));
        TimeSpan longest = Stopwatch.GetElapsedTime(started);
        _table.Begin(title, "random instants");
        for (int round = 0; Stopwatch.GetElapsedTime(started) < duration; round++)
        {
            string[] arguments = choices[round % choices.Length];
            string seconds = (random.NextDouble() * longest).TotalSeconds.ToString(
                "0.0000",
                CultureInfo.InvariantCulture
            );
            Command run = Rotate(arguments);
            _ = ChildProcess.Run(
                run with
                {
                    Program = "timeout",
                    Arguments = ["--signal=KILL", seconds, run.Program, .. run.Arguments],
                }
            );
            StartAgain(arguments, $"after {seconds} s");
        }

        _table.End();
    }

    /// <summary>
    /// From now on each new certificate has lost its rights when the switch to it is to be confirmed: each rotation is rolled back
    /// to the credential of now.
    /// </summary>
    private protected void RefuseAfterSwitch()
    {
        _former = _ground.Read().CertificateSha256;
        _ground.RefuseAfterSwitch();
    }

    private void CutOff(FaultPlan plan, string[] arguments)
    {
        ChildResult run = ChildProcess.Run(Proxied(Rotate(["--module", Pkcs11Proxy.ModulePath, .. arguments]), plan));
        Assert.True(run.WasKilled, run.Output + run.Error);
    }

    /// <summary>A run without a fault, whose calls and writes are those that are tried.</summary>
    private void Watch(Command run)
    {
        _ = ChildProcess.Run(run);
        AssertOneWorkingCredential();
    }

    private void Kill(Command run, string[] arguments, KillPoint point)
    {
        ChildResult killed = ChildProcess.Run(run);
        Assert.True(killed.WasKilled, $"{point}: it was not killed: {killed.Output}{killed.Error}");
        StartAgain(arguments, point);
    }

    private void StartAgain(string[] arguments, object point)
    {
        Rotation? left = Unfinished;
        AssertStartsCleanly(point, left);
        ChildResult recovered = ChildProcess.Run(_ground.Recover());
        Assert.True(recovered.ExitCode == 0, $"{point}: {recovered.Output}{recovered.Error}");
        if (left is not null && RecoveryDecision.IsNeededIn(left.State))
        {
            _ground.AssertReadable();
        }

        if (left is not null)
        {
            ChildResult finished = ChildProcess.Run(Rotate(arguments));
            Assert.True(Unfinished is null, $"{point}: {finished.Output}{finished.Error}");
        }

        AssertOneWorkingCredential();
        Rotation[] rotations = [.. Journal.Open(JournalFile).History.Rotations];
        _table.Add(point, left?.State, left is null ? null : rotations[^1]);
    }

    /// <summary>A nucleus that starts at once finds a whole credential or none, never the key of one and the certificate of the other.</summary>
    private void AssertStartsCleanly(object point, Rotation? left)
    {
        if (left?.State is RotationState.Switching or RotationState.RollingBack)
        {
            JavaOutcome outcome = new JavaReader(_ground.Access).Read("greenkey").Outcome;
            Assert.True(outcome is JavaOutcome.Loaded or JavaOutcome.NoAlias, $"{point}: a nucleus finds {outcome}");
        }
    }

    private void AssertOneWorkingCredential()
    {
        ReadObject[] objects = [.. new Pkcs11Tool(_ground.Access).ListObjects()];
        Assert.Equal(["Certificate", "Private Key", "Public Key"], objects.Select(item => item.Kind).Order());
        Assert.All(objects, item => Assert.Equal("greenkey", item.Label));
        Assert.Single(objects.Select(item => item.Id).Distinct());
        JavaReading reading = _ground.Read();
        RotationGround.AssertReadable(reading);
        AssertCloudKnowsNoOther(reading.CertificateSha256!);
        if (_former is not null)
        {
            Assert.Equal(_former, reading.CertificateSha256);
            Assert.Equal(RotationState.RolledBack, Journal.Open(JournalFile).History.Rotations[^1].State);
        }
    }

    /// <summary>
    /// One active certificate, with thing and policy. Others are those whose answers a kill has lost, without rights, and as
    /// many are told: but for requests that were on record when a kill kept them from being sent, of which nobody can know.
    /// </summary>
    private void AssertCloudKnowsNoOther(string active)
    {
        CloudSnapshot cloud = _ground.Cloud.Snapshot();
        Assert.True(cloud.Certificate(active)!.IsActive);
        Assert.Equal(active, Assert.Single(cloud.ThingAttachments).CertificateId);
        Assert.Equal(_ground.Cloud.Account.CertificateArn(active), Assert.Single(cloud.PolicyAttachments).TargetArn);
        string[] lost = [.. cloud.Certificates.Select(one => one.Id).Where(id => id != active && _orphans.Add(id))];
        Rotation[] rotations = [.. Journal.Open(JournalFile).History.Rotations.Skip(_judged)];
        _judged += rotations.Length;
        string[] debts = [.. rotations.SelectMany(rotation => rotation.Debts)];
        string[] named = [.. lost.Where(id => debts.Any(debt => debt.Contains(id, StringComparison.Ordinal)))];
        Assert.True(named.Length == 0 || _mayOwe, string.Join("; ", debts));
        int asked = _ground.Cloud.Faults.Calls("CreateCertificateFromCsr");
        int unsent = rotations.Sum(rotation => rotation.Requests) - (asked - _asked);
        _asked = asked;
        Assert.InRange(unsent, 0, 1);
        int told = debts.Sum(ToldBy);
        int unknown = lost.Length - named.Length + unsent;
        // A request that a kill at a random instant has broken off may be counted by the service and served no more.
        Assert.True(_mayOwe ? told >= unknown : told == unknown, $"{unknown} are left, of {told} it is told");
    }

    /// <summary>How many certificates a debt speaks of that nobody has heard of.</summary>
    private static int ToldBy(string debt)
    {
        Match told = LostAnswers().Match(debt);
        return told.Success ? int.Parse(told.ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex("^[0-9]+(?= requests to the issuer were not answered)")]
    private static partial Regex LostAnswers();

    private string JournalFile => new DeviceFolders(_ground.Device.Root).Journal;

    private Rotation? Unfinished => Journal.Open(JournalFile).History.Unfinished;

    private IReadOnlyList<JournalRecord> Records() => Journal.Open(JournalFile).Records;

    private string NewFile(string name) => _ground.Device.FileNamed($"{name}-{Guid.NewGuid():n}.log");

    private Command Rotate(IEnumerable<string> arguments) =>
        _ground.Rotate(["--force", "--retire-after", "0s", .. arguments]);

    private Command Proxied(Command run, FaultPlan plan) => run.With(Pkcs11Proxy.Environment(_ground.Module, plan));

    private Command OnJournal(Command run, FaultPlan plan) => run.With(FileFaults.Environment(JournalFile, plan));

    private static FaultPlan Writes => FaultPlan.None with { Counted = ["write"] };

    private static string[] Counted(string log) =>
        [.. FaultPlan.ReadLog(log).Where(call => call.Number is not null).Select(call => call.Name)];
}

/// <summary>Where a program was killed.</summary>
/// <param name="Number">The number of the call or write.</param>
/// <param name="Name">The function, or the state that is written.</param>
/// <param name="Kind">Before, within or after it.</param>
public sealed record KillPoint(int Number, string Name, FaultKind Kind)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Number, 3} {Kind.ToString()[4..].ToLowerInvariant(), -6} {Name}"
        );
}
