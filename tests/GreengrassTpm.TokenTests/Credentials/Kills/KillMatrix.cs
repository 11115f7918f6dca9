using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using GreengrassTpm.Tests.Credentials;
using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;
using Xunit.Abstractions;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>
/// The program is killed (SIGKILL) before and after every call that changes the token, and before, within and after every
/// change of the journal's file. A recovery and another run then end with one working credential, each time.
/// </summary>
public abstract class KillMatrix : IDisposable
{
    private readonly RotationGround _ground;
    private readonly ITestOutputHelper _output;
    private readonly PrivateFolder _logs = PrivateFolder.Create();

    private protected KillMatrix(TokenGround token, ITestOutputHelper output)
    {
        _ground = new RotationGround(token);
        _output = output;
        using var durable = OpenCloud();
        durable.Cloud.Certificates[_ground.FirstCertificate] = new ImaginedCertificate { Admitted = true };
        durable.Save();
    }

    /// <summary>Every how many of the points is tried; 1 = each.</summary>
    private protected int Stride { get; init; } = 1;

    /// <summary>Whether the Java reader looks at each result, too.</summary>
    private protected bool ReadByJava { get; init; }

    private protected string JournalFile => _ground.Folders.Journal;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _ground.Dispose();
        _logs.Dispose();
    }

    private protected void TryCalls(RotationWork work)
    {
        var log = _logs.File("calls");
        Run(work, Proxy(FaultPlan.None with { LogFile = log }), proxied: true);
        AssertOneWorkingCredential();
        var calls = FaultPlan.ReadLog(log).Where(call => call.Number is not null).Select(call => call.Name).ToList();
        for (var call = 1; call <= calls.Count; call += Stride)
        {
            foreach (var kind in new[] { FaultKind.KillBefore, FaultKind.KillAfter })
            {
                var plan = new FaultPlan { Kind = kind, Call = call };
                Kill(
                    work,
                    Pkcs11Proxy.Environment(Real.ModulePath, plan),
                    proxied: true,
                    $"{kind} {calls[call - 1]} ({call})"
                );
            }
        }
    }

    private protected void TryJournal(RotationWork work)
    {
        var log = _logs.File("changes");
        Run(
            work,
            FileFaults.Environment(_ground.Folders.Journal, FaultPlan.None with { LogFile = log }),
            proxied: false
        );
        AssertOneWorkingCredential();
        var changes = FaultPlan.ReadLog(log).Where(call => call.Number is not null).Select(call => call.Name).ToList();
        for (var change = 1; change <= changes.Count; change += Stride)
        {
            foreach (var kind in new[] { FaultKind.KillBefore, FaultKind.KillWithin, FaultKind.KillAfter })
            {
                var plan = new FaultPlan { Kind = kind, Call = change };
                Kill(
                    work,
                    FileFaults.Environment(_ground.Folders.Journal, plan),
                    proxied: false,
                    $"{kind} {changes[change - 1]} of the journal ({change})"
                );
            }
        }
    }

    /// <summary>A switch that was killed after its third write is recovered, and each recovery is killed again.</summary>
    private protected void TryRecovery()
    {
        const int ThirdWrite = 5; // after the generation and the certificate
        for (var call = 1; call <= 3; call++)
        {
            foreach (var kind in new[] { FaultKind.KillBefore, FaultKind.KillAfter })
            {
                Assert.True(Run(RotationWork.Rotate, Proxy(FaultPlan.KillAfter(ThirdWrite)), proxied: true).WasKilled);
                Kill(RotationWork.Recover, Proxy(new FaultPlan { Kind = kind, Call = call }), true, $"{kind} ({call})");
            }
        }
    }

    /// <summary>The disk is full from a change below a path on, for the life of the process.</summary>
    private protected void TryFullDisk(RotationWork work, string path)
    {
        var log = _logs.File("writes");
        Run(
            work,
            FileFaults.Environment(path, FileFaults.FullDisk(int.MaxValue) with { LogFile = log }),
            proxied: false
        );
        AssertOneWorkingCredential();
        var writes = FaultPlan.ReadLog(log).Count(call => call.Number is not null);
        Assert.NotEqual(0, writes);
        for (var write = 1; write <= writes; write += Stride)
        {
            var result = Run(work, FileFaults.Environment(path, FileFaults.FullDisk(write)), proxied: false);
            Assert.True(result.ExitCode is 0 or 1, $"the program broke down: {result.Output}{result.Error}");
            Finish($"{work, -12} full disk from write {write} of {writes} on");
        }
    }

    private IReadOnlyDictionary<string, string> Proxy(FaultPlan plan) => Pkcs11Proxy.Environment(Real.ModulePath, plan);

    private TokenLocation Real => _ground.Token.Location;

    private void Kill(RotationWork work, IReadOnlyDictionary<string, string> fault, bool proxied, string point)
    {
        var result = Run(work, fault, proxied);
        Assert.True(result.WasKilled, $"{work}, {point}: the program was not killed: {result.Output}{result.Error}");
        Finish($"{work, -12} {point}");
    }

    /// <summary>The device starts again: what is cut off is recovered, then comes to its end.</summary>
    private void Finish(string point)
    {
        var state = _ground.Unfinished?.State.ToString() ?? "";
        Run(RotationWork.Recover, new Dictionary<string, string>(), proxied: false);
        Assert.NotNull(_ground.ActiveCertificate());
        Run(RotationWork.Finish, new Dictionary<string, string>(), proxied: false);
        _output.WriteLine($"{point, -56} {state, -18} {LatestState()}");
        AssertOneWorkingCredential();
        if (ReadByJava)
        {
            Assert.Equal(JavaOutcome.Loaded, new JavaReader(_ground.Token.Access).Read(RotationGround.Label).Outcome);
        }
    }

    private string LatestState() =>
        _ground.ReadJournal().History.Rotations is [.., var latest] ? latest.State.ToString() : "";

    private void AssertOneWorkingCredential()
    {
        var active = _ground.ActiveCertificate();
        Assert.NotNull(active);
        using var durable = OpenCloud();
        Assert.Equal([active], durable.Working);
        Assert.Equal(3, _ground.Token.ReadContents().Objects.Count);
        Assert.Null(_ground.Unfinished);
        using var pin = TokenGround.OpenPin();
        using var signs = TokenTlsKey.Open(Real, pin, new ObjectIdentity(TokenObjectClass.Certificate, active));
    }

    private ChildResult Run(RotationWork work, IReadOnlyDictionary<string, string> fault, bool proxied)
    {
        var location = proxied ? Real with { ModulePath = Pkcs11Proxy.ModulePath } : Real;
        var environment = _ground.Token.Environment.Concat(fault).ToDictionary(pair => pair.Key, pair => pair.Value);
        return ChildProcess.Run(RotationProgram.Command(_ground.Folders.Root, location, work, environment));
    }

    private DurableCloud OpenCloud() => new(Path.Combine(_ground.Folders.Root, "cloud"), Real);
}
