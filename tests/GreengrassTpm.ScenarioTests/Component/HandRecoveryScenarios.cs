using GreengrassTpm.Build;
using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Component;

/// <summary>What docs/JOURNAL.md has an operator type where the journal does not tell any more: carried out line by line.</summary>
[Collection(ComponentTpm.Name)]
public sealed class HandRecoveryScenarios(SoftwareTpmFixture shared)
{
    [Theory]
    [InlineData("key-and-certificate", 1, RotationRole.Staged)]
    [InlineData("key-and-certificate", 3, RotationRole.Previous)]
    [InlineData("key-and-certificate", 5, RotationRole.Staged)]
    [InlineData("certificate-only", 1, RotationRole.Staged)]
    public async Task A_switch_that_the_journal_does_not_tell_of_is_finished_by_hand(
        string mode,
        int writes,
        RotationRole wanted
    )
    {
        using RotationGround ground = new(shared.Tpm);
        Rotation rotation = CutOff(ground, mode, writes);
        DamageLinesFromIssue(ground);
        ChildResult recovery = await ChildProcess.RunAsync(ground.Recover());
        Assert.Equal(2, recovery.ExitCode);
        Assert.Contains("JOURNAL.md", recovery.Error, StringComparison.Ordinal);

        string exchange = Block("### Finishing an exchange");
        Type(
            ground,
            wanted == RotationRole.Staged
                ? exchange
                : exchange.Replace(
                    "from=greenkey.next to=greenkey.previous",
                    "from=greenkey.previous to=greenkey.next",
                    StringComparison.Ordinal
                )
        );

        JavaReading reading = ground.Read();
        RotationGround.AssertReadable(reading);
        Assert.Equal(rotation.CertificateOf(wanted).Digest, reading.CertificateSha256);

        Type(ground, Block("### Beginning a new journal"));
        RotationRole other = wanted == RotationRole.Staged ? RotationRole.Previous : RotationRole.Staged;
        await ground.EndCertificateAsync(rotation.CertificateOf(other).Digest);
        Assert.Equal("Retired", ground.RotateWhole().GetProperty("state").GetString());
        ground.AssertOneWorkingCredential();
    }

    private static Rotation CutOff(RotationGround ground, string mode, int writes)
    {
        FaultPlan plan = FaultPlan.KillAfter(writes) with { Counted = ["C_SetAttributeValue"] };
        ChildResult run = ChildProcess.Run(
            ground
                .Rotate("--force", "--mode", mode, "--module", Pkcs11Proxy.ModulePath)
                .With(Pkcs11Proxy.Environment(SoftwareTpm.ModulePath, plan))
        );
        Assert.True(run.WasKilled, run.Output + run.Error);
        return Journal.Open(JournalOf(ground)).History.Unfinished!;
    }

    /// <summary>From there on the records list the objects of both credentials, and one of them is enough for a recovery.</summary>
    private static void DamageLinesFromIssue(RotationGround ground)
    {
        string[] lines = File.ReadAllLines(JournalOf(ground));
        int first = Array.FindIndex(lines, line => line.Contains("CertificateIssued", StringComparison.Ordinal));
        for (int line = first; line < lines.Length; line++)
        {
            lines[line] = lines[line].Replace("state", "stave", StringComparison.Ordinal);
        }

        File.WriteAllLines(JournalOf(ground), lines);
    }

    private static string JournalOf(RotationGround ground) => new DeviceFolders(ground.Device.Root).Journal;

    /// <summary>Runs commands of the documentation, with this device's places instead of a real one's.</summary>
    private void Type(RotationGround ground, string commands)
    {
        Device device = ground.Device;
        string script = commands
            .Replace("/var/lib/greengrass-tpm-store", device.Store, StringComparison.Ordinal)
            .Replace("/var/lib/greengrass-tpm/", device.State + "/", StringComparison.Ordinal)
            .Replace("/etc/greengrass-tpm/user.pin", device.UserPinFile, StringComparison.Ordinal)
            .Replace("device:/dev/tpmrm0", shared.Tpm.Tcti, StringComparison.Ordinal)
            .Replace("active=0123456789abcdef0123456789abcdef", $"active={device.KeyId}", StringComparison.Ordinal);
        _ = ChildProcess
            .Run(new Command("sh", "-eu", "-c", script) { Environment = ground.Access.Environment })
            .OrThrow();
    }

    private static string Block(string heading)
    {
        const string open = "```sh\n";
        string text = File.ReadAllText(
            Path.Combine(RepositoryRoot.Find(AppContext.BaseDirectory), "docs", "JOURNAL.md")
        );
        int begin = text.IndexOf(open, text.IndexOf(heading, StringComparison.Ordinal), StringComparison.Ordinal);
        return text[(begin + open.Length)..text.IndexOf("```", begin + open.Length, StringComparison.Ordinal)];
    }
}
