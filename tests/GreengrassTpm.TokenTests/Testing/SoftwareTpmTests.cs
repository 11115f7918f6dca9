using System.Diagnostics;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Testing;

public sealed class SoftwareTpmTests
{
    private const string WrongPin = "8765-4321";
    private const string KeyId = TokenSample.KeyId;

    [Fact]
    public void A_key_is_born_in_the_chip_and_survives_a_power_cut()
    {
        using var tpm = SoftwareTpm.Start();
        var tool = TokenSample.MakeKey(TokenSample.Access(tpm));

        tpm.HardStop();
        tpm.Restart();

        Assert.Equal(
            ["Private Key", "Public Key"],
            tool.ListObjects().Where(read => read.Id == KeyId).Select(read => read.Kind).Order()
        );
        Assert.NotEmpty(tool.Sign("ECDSA-SHA256", KeyId, "data"u8));
    }

    [Fact]
    public void A_power_cut_after_the_use_of_a_pin_counts_as_a_failed_try()
    {
        using var tpm = SoftwareTpm.Start();
        var tool = TokenSample.MakeKey(TokenSample.Access(tpm));
        var before = tpm.ReadLockoutCounter();

        tool.Sign("ECDSA-SHA256", KeyId, "data"u8);
        tpm.HardStop();
        tpm.Restart();

        Assert.Equal(before + 1, tpm.ReadLockoutCounter());
    }

    [Fact]
    public void An_orderly_stop_after_the_use_of_a_pin_costs_nothing()
    {
        using var tpm = SoftwareTpm.Start();
        var tool = TokenSample.MakeKey(TokenSample.Access(tpm));
        var before = tpm.ReadLockoutCounter();

        tool.Sign("ECDSA-SHA256", KeyId, "data"u8);
        tpm.OrderlyStop();
        tpm.Restart();

        Assert.Equal(before, tpm.ReadLockoutCounter());
    }

    [Fact]
    public void The_default_lockout_refuses_the_right_pin_after_three_wrong_ones()
    {
        using var tpm = SoftwareTpm.Start(new SoftwareTpmOptions { DefaultLockout = true });
        var tool = TokenSample.MakeKey(TokenSample.Access(tpm));
        var wrong = new Pkcs11Tool(TokenSample.Access(tpm) with { Pin = WrongPin });
        for (var i = 0; i < 3; i++)
        {
            Assert.Throws<ChildFailedException>(wrong.ListObjects);
        }

        var refused = Assert.Throws<ChildFailedException>(tool.ListObjects);
        Assert.Contains("CKR_PIN_LOCKED", refused.Message, StringComparison.Ordinal);

        tpm.ClearLockout();
        Assert.NotEmpty(tool.ListObjects());
    }

    [Fact]
    public void The_store_goes_back_to_its_copy()
    {
        using var tpm = SoftwareTpm.Start();
        var tool = TokenSample.MakeKey(TokenSample.Access(tpm));
        var copy = tpm.CopyStore();
        tool.GenerateKeyPair("EC:prime256v1", "second", "d4");

        tpm.RestoreStore(copy);

        Assert.DoesNotContain(tool.ListObjects(), read => read.Label == "second");
    }

    [Fact]
    public void Two_chips_know_nothing_of_each_other()
    {
        using var first = SoftwareTpm.Start();
        using var second = SoftwareTpm.Start();
        TokenSample.MakeKey(TokenSample.Access(first));

        Assert.Throws<ChildFailedException>(new Pkcs11Tool(TokenSample.Access(second)).ListObjects);
    }

    [Fact]
    public void The_chip_answers_directly_while_the_resource_manager_runs()
    {
        using var tpm = SoftwareTpm.Start();

        var direct = tpm.Tpm2Tool("tpm2_getcap", "-T", tpm.RawTcti, "handles-persistent");

        Assert.Equal(0, direct.ExitCode);
    }

    [Fact]
    public void Nothing_is_left_after_the_end()
    {
        string folder;
        using (var tpm = SoftwareTpm.Start())
        {
            folder = Path.GetDirectoryName(tpm.StoreFolder)!;
            Assert.NotEmpty(ProcessesNaming(folder));
        }

        Assert.Empty(ProcessesNaming(folder));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Nothing_is_left_after_the_host_was_killed()
    {
        using var host = ChildProcess.Start(KilledHost.Command);
        host.WaitForText("\n");
        var folder = host.Output.Trim();
        Assert.NotEmpty(ProcessesNaming(folder));

        host.Kill();

        Deadline.WaitFor(() => ProcessesNaming(folder).Length == 0, "the end of the helpers");
        PrivateFolder.Create().Dispose();
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Another_user_may_use_the_token_where_that_is_allowed()
    {
        using var tpm = SoftwareTpm.Start(new SoftwareTpmOptions { AllowOtherUsers = true });
        TokenSample.MakeKey(TokenSample.Access(tpm));
        tpm.OpenStoreToEveryone();
        var other = new Pkcs11Tool(TokenSample.Access(tpm) with { User = new RunAs("nobody", "nogroup") });

        Assert.NotEmpty(other.Sign("ECDSA-SHA256", KeyId, "data"u8));
    }

    private static string[] ProcessesNaming(string text) =>
        [
            .. Process
                .GetProcesses()
                .Select(process => CommandLine(process.Id))
                .Where(line => line.Contains(text, StringComparison.Ordinal)),
        ];

    private static string CommandLine(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
