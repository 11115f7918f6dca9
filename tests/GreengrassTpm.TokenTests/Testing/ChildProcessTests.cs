using System.Globalization;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.TokenTests.Testing;

public sealed class ChildProcessTests
{
    [Fact]
    public void Output_error_and_exit_code_come_back_in_full()
    {
        var result = ChildProcess.Run(
            new Command("sh", "-c", "cat; echo oops >&2; exit 3")
            {
                StandardInput = new byte[200_000]
                    .Select(_ => (byte)'x')
                    .ToArray(),
            }
        );

        Assert.Equal(200_000, result.Output.Length);
        Assert.Equal("oops\n", result.Error);
        Assert.Equal(3, result.ExitCode);
    }

    [Fact]
    public void A_failure_is_told_with_all_that_was_said()
    {
        var failure = Assert.Throws<ChildFailedException>(() =>
            ChildProcess.RunOrThrow("sh", "-c", "echo out; echo err >&2; exit 1")
        );

        Assert.Contains("out\n", failure.Message, StringComparison.Ordinal);
        Assert.Contains("err\n", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_program_is_told_with_its_package()
    {
        var missing = Assert.Throws<ToolMissingException>(() => ChildProcess.RunOrThrow("tpm2_nosuchtool"));

        Assert.Equal("tpm2-tools", missing.Package);
    }

    [Fact]
    public void The_deadline_ends_a_child_with_all_that_it_started()
    {
        using var child = ChildProcess.Start(
            new Command("sh", "-c", "sleep 1000 & echo $!; wait") { Deadline = TimeSpan.FromSeconds(1) }
        );

        child.WaitForText("\n");
        Assert.Throws<TimeoutException>(child.Wait);

        AssertGone(child.Output.Trim());
    }

    [Fact]
    public void A_survivor_of_an_ended_child_is_killed()
    {
        var result = ChildProcess.Run(new Command("sh", "-c", "sleep 1000 & echo $!"));

        AssertGone(result.Output.Trim());
    }

    [Fact]
    public void A_child_runs_as_another_user()
    {
        var result = ChildProcess.Run(new Command("id", "-un") { User = new RunAs("nobody", "nogroup") });

        Assert.Equal("nobody\n", result.Output);
    }

    [Fact]
    public void Children_outlive_the_thread_that_asked_for_them()
    {
        ChildProcess? child = null;
        var thread = new Thread(() => child = ChildProcess.Start(new Command("cat", "/dev/zero")));
        thread.Start();
        thread.Join();

        Assert.False(child!.HasExited);
        child.Dispose();
    }

    private static void AssertGone(string processId) =>
        Deadline.WaitFor(
            () => !IsRunning(int.Parse(processId, CultureInfo.InvariantCulture)),
            $"the end of process {processId}"
        );

    // A killed orphan stays a zombie until the init process reaps it.
    private static bool IsRunning(int processId)
    {
        try
        {
            return !File.ReadAllText($"/proc/{processId}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
