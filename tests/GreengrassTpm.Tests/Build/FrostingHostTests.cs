using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Build;

/// <summary>The stand-in for Cake.Frosting behaves as the official package is known to.</summary>
public sealed class FrostingHostTests
{
    private static readonly string[] FirstAlone = ["first", "after FirstTask skipped=False successful=True"];

    [Fact]
    public void Tasks_run_once_each_in_the_order_of_their_dependencies_between_setup_and_teardown()
    {
        ChildResult result = BuildProgram.RunSample();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["setup before Default", "first", "second none", "second, finally", "before third", "third"],
            result.Said().Where(line => !line.StartsWith("after", StringComparison.Ordinal)).SkipLast(1)
        );
        Assert.Equal("teardown successful=True exception=none", result.Said()[^1]);
    }

    [Theory]
    [InlineData("--colour=red")]
    [InlineData("--colour", "red")]
    public void An_option_that_the_host_does_not_know_is_an_argument_of_the_build(params string[] option)
    {
        ChildResult result = BuildProgram.RunSample(["--target", "second", .. option]);

        Assert.Contains("second red", result.Said());
    }

    [Fact]
    public void A_task_that_implements_the_interface_itself_is_run_and_reads_flags()
    {
        ChildResult result = BuildProgram.RunSample("-t", "own-implementation", "--flag", "--size=3");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("flag=True size=3", result.Said());
        Assert.Contains("own, finally", result.Said());
    }

    [Fact]
    public void Several_targets_run_in_the_given_order_in_one_session()
    {
        ChildResult result = BuildProgram.RunSample("-t", "FirstTask", "-t", "Second");

        Assert.Equal(["first", "second none"], result.Said().Where(line => line is "first" or "second none"));
        Assert.Single(result.Said(), line => line.StartsWith("setup", StringComparison.Ordinal));
    }

    [Fact]
    public void Exclusive_runs_the_target_without_its_dependencies()
    {
        ChildResult result = BuildProgram.RunSample("--exclusive", "-t", "Third");

        Assert.Contains("third", result.Said());
        Assert.DoesNotContain("first", result.Said());
    }

    [Fact]
    public void An_unknown_target_fails_by_name()
    {
        ChildResult result = BuildProgram.RunSample("-t", "Nope");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("The target 'Nope' was not found.", result.PlainError(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Internal")]
    [InlineData("Other-context")]
    public void Internal_tasks_and_tasks_for_another_context_are_left_out(string target) =>
        Assert.Contains("was not found", BuildProgram.RunSample("-t", target).PlainError(), StringComparison.Ordinal);

    [Fact]
    public void A_task_whose_criterion_is_false_is_skipped_and_its_dependents_run()
    {
        ChildResult result = BuildProgram.RunSample("-t", "After-never");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("after Never skipped=True successful=True", result.Said());
        Assert.Contains("after never", result.Said());
        Assert.Contains(result.Lines(), line => line.EndsWith("the criterion is false", StringComparison.Ordinal));
    }

    [Fact]
    public void A_target_whose_own_criterion_is_false_fails_with_the_reason()
    {
        ChildResult result = BuildProgram.RunSample("-t", "Never");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(
            "skipped due to a criteria: the criterion is false",
            result.PlainError(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void After_a_failure_dependents_do_not_run_and_teardown_is_told()
    {
        ChildResult result = BuildProgram.RunSample("-t", "After-throws");

        Assert.NotEqual(0, result.ExitCode);
        Assert.DoesNotContain("after throws", result.Said());
        Assert.Contains("teardown successful=False exception=this task throws", result.Said());
        Assert.Contains("Error: this task throws", result.PlainError(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Handles")]
    [InlineData("Goes-on")]
    public void A_handled_failure_and_one_that_may_continue_end_with_zero(string target) =>
        Assert.Equal(0, BuildProgram.RunSample("-t", target).ExitCode);

    [Fact]
    public void The_handler_of_a_task_sees_its_exception() =>
        Assert.Contains("handled: handled here", BuildProgram.RunSample("-t", "Handles").Said());

    [Fact]
    public void A_dry_run_lists_the_tasks_and_runs_setup_and_teardown_only()
    {
        ChildResult result = BuildProgram.RunSample("--dryrun", "-t", "Second");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["setup before Second", "teardown successful=True exception=none"], result.Said());
        Assert.Equal(["1. FirstTask", "2. Second"], result.Lines().Where(line => char.IsDigit(line[0])));
    }

    [Fact]
    public void The_tree_shows_dependencies_and_runs_nothing()
    {
        ChildResult result = BuildProgram.RunSample("--tree");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Said());
        Assert.Contains("└─Third", result.Lines());
    }

    [Fact]
    public void The_description_shows_names_and_texts_and_runs_nothing()
    {
        ChildResult result = BuildProgram.RunSample("--description");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Said());
        Assert.Contains(
            result.Lines(),
            line =>
                line.StartsWith("FirstTask ", StringComparison.Ordinal)
                && line.EndsWith("chain", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Without_a_report_the_last_line_is_the_teardowns() =>
        Assert.StartsWith(
            "say: teardown",
            BuildProgram.RunSample("--no-report", "-t", "FirstTask").Lines()[^1],
            StringComparison.Ordinal
        );

    [Fact]
    public void A_quiet_run_prints_no_headings()
    {
        string[] lines = BuildProgram.RunSample("-v", "quiet", "--no-report", "-t", "FirstTask").Lines();

        Assert.Equal(FirstAlone, lines[1..^1].Select(line => line["say: ".Length..]));
    }

    [Theory]
    [InlineData("word")]
    [InlineData("--version=1.2")]
    public void A_wrong_command_line_fails(string argument) =>
        Assert.NotEqual(0, BuildProgram.RunSample(argument).ExitCode);

    [Theory]
    [InlineData("--version")]
    [InlineData("--info")]
    [InlineData("--help")]
    public void Questions_about_the_program_end_with_zero_and_run_nothing(string option)
    {
        ChildResult result = BuildProgram.RunSample(option);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Said());
    }
}
