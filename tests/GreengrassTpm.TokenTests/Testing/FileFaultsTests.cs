using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Testing;

public sealed class FileFaultsTests : IDisposable
{
    private readonly PrivateFolder folder = PrivateFolder.Create();

    [Fact]
    public void A_dry_run_logs_the_changes_below_the_path_and_no_others()
    {
        using var elsewhere = PrivateFolder.Create();
        var log = elsewhere.File("log");

        Copy(FaultPlan.None with { LogFile = log }, elsewhere.File("copy"));
        Assert.Empty(FaultPlan.ReadLog(log));

        Copy(FaultPlan.None with { LogFile = log }, folder.File("copy"));
        Assert.Equal(
            [(1, "create"), (2, "write"), (3, "sync")],
            FaultPlan.ReadLog(log).Select(call => (call.Number!.Value, call.Name))
        );
    }

    [Theory]
    [InlineData("create")]
    [InlineData("write")]
    [InlineData("sync")]
    public void A_change_fails_for_lack_of_space(string change)
    {
        var plan = FaultPlan.Fail(1, FileFaults.NoSpace) with { Counted = [change] };

        var result = Copy(plan, folder.File("copy"));

        Assert.Contains("No space left on device", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_stays_full()
    {
        Copy(FileFaults.FullDisk(2), folder.File("copy"));

        Assert.Equal(0, new FileInfo(folder.File("copy")).Length);
    }

    [Theory]
    [InlineData(FaultKind.KillBefore, 0)]
    [InlineData(FaultKind.KillWithin, 500)]
    [InlineData(FaultKind.KillAfter, 1000)]
    public void The_process_dies_before_within_or_after_a_write(FaultKind kind, int written)
    {
        var result = Copy(new FaultPlan { Kind = kind, Counted = ["write"] }, folder.File("copy"));

        Assert.True(result.WasKilled);
        Assert.Equal(written, new FileInfo(folder.File("copy")).Length);
    }

    [Fact]
    public void The_changes_of_a_token_store_are_seen()
    {
        using var tpm = SoftwareTpm.Start();
        new Pkcs11Tool(TokenSample.Access(tpm)).InitToken(TokenSample.SoPin);
        var log = folder.File("log");
        var plan = FaultPlan.None with { LogFile = log };

        var token = TokenSample.Access(tpm).With(FileFaults.Environment(tpm.StoreFolder, plan));
        new Pkcs11Tool(token).GenerateKeyPair("EC:prime256v1", "greenkey", "a1b2c3");

        // SQLite's rollback journal: made, synced, and removed by the commit.
        var journal = FaultPlan
            .ReadLog(log)
            .Where(call => call.Target.EndsWith("-journal", StringComparison.Ordinal))
            .Select(call => call.Name)
            .ToList();
        Assert.Equal("create", journal[0]);
        Assert.Contains("sync", journal);
        Assert.Equal("unlink", journal[^1]);
    }

    public void Dispose() => folder.Dispose();

    private ChildResult Copy(FaultPlan plan, string path) =>
        ChildProcess.Run(
            new Command("dd", $"of={path}", "conv=fsync", "bs=1000", "iflag=fullblock")
            {
                StandardInput = new byte[1000],
            }.With(FileFaults.Environment(folder.Path, plan))
        );
}
