using System.Diagnostics;
using System.Globalization;
using GreengrassTpm.Credentials;
using GreengrassTpm.ScenarioTests.Component;
using GreengrassTpm.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.ScenarioTests.Kills;

/// <summary>
/// The published program is killed (SIGKILL) before and after every call that changes the token, and within and after every
/// write of its journal. The next start then leaves one working credential: on the token, for the reader that loads it as
/// the nucleus does, and in the cloud. One device lives through all the points.
/// </summary>
public abstract class RotationKills : IDisposable
{
    private readonly RotationGround _ground;
    private readonly CertificateLedger _ledger;
    private string? _former;

    private protected RotationKills(RotationGround ground, ITestOutputHelper output)
    {
        _ground = ground;
        _ledger = new CertificateLedger(ground.Cloud);
        Table = new KillTable(output);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _ground.Dispose();

    private protected KillTable Table { get; }

    private protected RotationGround Ground => _ground;

    private protected string JournalFile => new DeviceFolders(_ground.Device.Root).Journal;

    /// <summary>Kills runs at the calls that change the token.</summary>
    private protected void TryCalls(KilledRun run, params FaultKind[] kinds)
    {
        Prepare(run);
        string log = NewFile("calls");
        Watch(Proxied(run, new FaultPlan { LogFile = log }));
        string[] calls = Counted(log);
        Assert.InRange(calls.Length, run.FirstCall, 100);
        Begin(run, "killed at its calls that change the token");
        for (int call = run.FirstCall; call <= calls.Length; call++)
        {
            foreach (FaultKind kind in kinds)
            {
                FaultPlan plan = new() { Kind = kind, Call = call };
                Kill(Proxied(run, plan), run, new KillPoint(call, calls[call - 1], kind));
            }
        }

        Table.End();
    }

    /// <summary>Kills runs at the writes of the journal.</summary>
    private protected void TryJournal(KilledRun run, params FaultKind[] kinds)
    {
        Prepare(run);
        int before = Records().Count;
        string log = NewFile("writes");
        Watch(OnJournal(Rotate(run), Writes with { LogFile = log }));
        RotationState[] written = [.. Records().Skip(before).Select(record => record.State)];
        Assert.Equal(written.Length, Counted(log).Length);
        Begin(run, "killed at its writes of the journal");
        for (int write = 1 + Array.IndexOf(written, run.FirstState); write <= written.Length; write++)
        {
            foreach (FaultKind kind in kinds)
            {
                FaultPlan plan = Writes with { Kind = kind, Call = write };
                Kill(OnJournal(Rotate(run), plan), run, new KillPoint(write, $"{written[write - 1]}", kind));
            }
        }

        Table.End();
    }

    /// <summary>
    /// Kills recoveries of a switch, there or back, that was itself killed after its third write of a label, then lets another
    /// recovery and run finish.
    /// </summary>
    private protected void TryRecovery(KilledRun run)
    {
        Prepare(run);
        const int label = 3;
        int cut = run.FirstCall + label - 1 + (run.IsRefused ? 0 : 2);
        Command recover = _ground.Recover("--module", Pkcs11Proxy.ModulePath);
        (string calls, string writes) = (NewFile("calls"), NewFile("writes"));
        CutOff(run, cut);
        Watch(
            OnJournal(
                recover.With(Pkcs11Proxy.Environment(_ground.Module, new FaultPlan { LogFile = calls })),
                Writes with
                {
                    LogFile = writes,
                }
            ),
            run
        );
        Assert.Equal(6 - label, Counted(calls).Length);
        Begin(
            run,
            "cut off in its switch, whose recovery is killed at its calls that change the token and its writes of the journal"
        );
        foreach (KillPoint point in Points(Counted(calls), FaultKind.KillBefore, FaultKind.KillAfter))
        {
            CutOff(run, cut);
            FaultPlan plan = new() { Kind = point.Kind, Call = point.Number };
            Kill(recover.With(Pkcs11Proxy.Environment(_ground.Module, plan)), run, point);
        }

        foreach (KillPoint point in Points(Counted(writes), FaultKind.KillWithin, FaultKind.KillAfter))
        {
            CutOff(run, cut);
            Kill(OnJournal(_ground.Recover(), Writes with { Kind = point.Kind, Call = point.Number }), run, point);
        }

        Table.End();
    }

    /// <summary>Lets the disk be full from a write below a path on, for the life of the process.</summary>
    /// <param name="run">What runs meanwhile.</param>
    /// <param name="path">The beginning of the paths.</param>
    /// <param name="stride">Every how many of the writes is tried.</param>
    private protected void TryFullDisk(KilledRun run, string path, int stride)
    {
        Prepare(run);
        string log = NewFile("writes");
        Watch(OnFiles(Rotate(run), path, FileFaults.FullDisk(int.MaxValue) with { LogFile = log }));
        int writes = Counted(log).Length;
        Assert.NotEqual(0, writes);
        Begin(run, $"with a disk that is full for {Path.GetFileName(path)} from a write on");
        for (int write = 1; write <= writes; write += stride)
        {
            ChildResult full = ChildProcess.Run(OnFiles(Rotate(run, "--wait", "1s"), path, FileFaults.FullDisk(write)));
            Assert.InRange(full.ExitCode, 65, 78); // sysexits.h, but not of a command line that is wrong
            StartAgain(run, $"{write} of {writes}: {EndOf(full)}");
        }

        Table.End();
    }

    /// <summary>
    /// Kills runs at random instants, for a time. A kill between two calls to the cloud may leave an inactive certificate
    /// there, which is told.
    /// </summary>
    private protected void TryInstants(TimeSpan duration, params KilledRun[] runs)
    {
        _ledger.MayOwe = true;
        Random random = new(1);
        long started = Stopwatch.GetTimestamp();
        Watch(Rotate(runs[0]));
        TimeSpan longest = Stopwatch.GetElapsedTime(started);
        Table.Begin("rotations, killed at random instants");
        for (int round = 0; Stopwatch.GetElapsedTime(started) < duration; round++)
        {
            KilledRun run = runs[round % runs.Length];
            TimeSpan instant = random.NextDouble() * longest;
            string seconds = instant.TotalSeconds.ToString("0.0000", CultureInfo.InvariantCulture);
            Command command = Rotate(run);
            _ = ChildProcess.Run(
                command with
                {
                    Program = "timeout",
                    Arguments = ["--signal=KILL", seconds, command.Program, .. command.Arguments],
                }
            );
            StartAgain(run, $"after {seconds} s");
        }

        Table.End();
    }

    /// <summary>
    /// The device starts again: what was cut off is recovered, then comes to its end.
    /// </summary>
    /// <param name="run">What was cut off.</param>
    /// <param name="point">Where, for the table.</param>
    /// <param name="again">Whether something is run, too, where nothing is unfinished.</param>
    private protected void StartAgain(KilledRun run, object point, bool again = false)
    {
        Rotation? left = Unfinished;
        AssertStartsCleanly(point, left);
        ChildResult recovered = ChildProcess.Run(_ground.Recover());
        Assert.True(recovered.ExitCode == 0, $"{point}: {recovered.Output}{recovered.Error}");
        if (left is not null && RecoveryDecision.IsNeededIn(left.State))
        {
            _ground.AssertReadable();
        }

        if (left is not null || again)
        {
            ChildResult finished = ChildProcess.Run(Rotate(run));
            Assert.True(Unfinished is null, $"{point}: {finished.Output}{finished.Error}");
        }

        AssertOneWorkingCredential();
        Table.Add(point, left?.State, left is null ? null : History.Rotations[^1]);
    }

    /// <summary>From now on the cloud refuses each new certificate after the switch, if the run is one that is refused.</summary>
    private protected void Prepare(KilledRun run)
    {
        if (run.IsRefused)
        {
            _former = _ground.Read().CertificateSha256;
            _ground.RefuseAfterSwitch();
        }
    }

    private protected CertificateLedger Ledger => _ledger;

    private protected void Begin(KilledRun run, string where) =>
        Table.Begin($"{run.Title} on {Path.GetFileNameWithoutExtension(_ground.Module)}, {where}");

    /// <summary>A run without a fault, whose calls and writes are those that are tried.</summary>
    private protected void Watch(Command command, KilledRun? rest = null)
    {
        _ = ChildProcess.Run(command);
        if (rest is not null)
        {
            _ = ChildProcess.Run(Rotate(rest));
        }

        AssertOneWorkingCredential();
    }

    private protected Command Proxied(KilledRun run, FaultPlan plan) =>
        Rotate(run, "--module", Pkcs11Proxy.ModulePath).With(Pkcs11Proxy.Environment(_ground.Module, plan));

    private protected Command OnJournal(Command command, FaultPlan plan) => OnFiles(command, JournalFile, plan);

    private protected string NewFile(string name) => _ground.Device.FileNamed($"{name}-{Guid.NewGuid():n}.log");

    private protected static FaultPlan Writes => FaultPlan.None with { Counted = ["write"] };

    private static Command OnFiles(Command command, string path, FaultPlan plan) =>
        command.With(FileFaults.Environment(path, plan));

    private protected Command Rotate(KilledRun run, params string[] more) =>
        _ground.Rotate(["--force", "--retire-after", "0s", .. run.Arguments, .. more]) with
        {
            Deadline = TimeSpan.FromMinutes(5), // a certificate that was given its rights again is waited for
        };

    /// <summary>How a run ended, for the table.</summary>
    private protected static string EndOf(ChildResult run) =>
        $"exit code {run.ExitCode}, {(run.Output + run.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]}";

    private void CutOff(KilledRun run, int call)
    {
        ChildResult cut = ChildProcess.Run(Proxied(run, FaultPlan.KillAfter(call)));
        Assert.True(cut.WasKilled, cut.Output + cut.Error);
    }

    private void Kill(Command command, KilledRun run, KillPoint point)
    {
        ChildResult killed = ChildProcess.Run(command);
        Assert.True(killed.WasKilled, $"{point}: it was not killed: {killed.Output}{killed.Error}");
        StartAgain(run, point);
    }

    private static IEnumerable<KillPoint> Points(string[] names, params FaultKind[] kinds) =>
        names.SelectMany((name, index) => kinds.Select(kind => new KillPoint(index + 1, name, kind)));

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
        _ledger.AssertKnowsNoOther(reading.CertificateSha256!, History);
        if (_former is not null)
        {
            Assert.Equal(_former, reading.CertificateSha256);
            Assert.Equal(RotationState.RolledBack, History.Rotations[^1].State);
        }
    }

    private RotationHistory History => Journal.Open(JournalFile).History;

    private Rotation? Unfinished => History.Unfinished;

    private IReadOnlyList<JournalRecord> Records() => Journal.Open(JournalFile).Records;

    private static string[] Counted(string log) =>
        [.. FaultPlan.ReadLog(log).Where(call => call.Number is not null).Select(call => call.Name)];
}
