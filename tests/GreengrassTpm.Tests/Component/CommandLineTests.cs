using GreengrassTpm.CommandLine;
using GreengrassTpm.Component;
using Xunit;

namespace GreengrassTpm.Tests.Component;

public sealed class CommandLineTests : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData("", "required command was not provided")]
    [InlineData("rotaet", "unrecognized command or argument 'rotaet'")]
    [InlineData("plan --max-key-age 3w", "--max-key-age: \"3w\" is not a duration")]
    [InlineData("plan --max-key-age", "required argument missing for option: '--max-key-age'")]
    [InlineData("plan --jitter-percent 101", "--jitter-percent: \"101\" is not a whole number from 0 to 100")]
    [InlineData("plan --window 02:00-02:00", "--window: \"02:00-02:00\" is not a maintenance window")]
    [InlineData("plan --mode key", "--mode takes one of key-and-certificate|certificate-only")]
    [InlineData("rotate --data-endpoint https://x/", "--data-endpoint: \"https://x/\" is not HOST or HOST:PORT")]
    [InlineData("rotate --pin 1234", "unrecognized command or argument '--pin'")]
    [InlineData("plan --key-algorithm dsa", "--key-algorithm takes one of ec-p256|ec-p384|rsa")]
    public void A_wrong_command_line_exits_64_and_says_what_is_wrong(string line, string message)
    {
        Assert.Equal(64, Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains(message, _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("hint: see greengrass-tpm", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_out.ToString());
    }

    [Theory]
    [InlineData("status")]
    [InlineData("plan")]
    [InlineData("rotate")]
    [InlineData("recover")]
    public void Every_command_s_help_has_examples(string command)
    {
        Assert.Equal(0, Run(command, "--help"));

        Assert.Contains($"Examples:\n    greengrass-tpm {command}", _out.ToString(), StringComparison.Ordinal);
    }

    private int Run(params string[] arguments) =>
        ComponentProgram.Run(arguments, new Outputs(_out, _error, IsTerminal: false));
}
