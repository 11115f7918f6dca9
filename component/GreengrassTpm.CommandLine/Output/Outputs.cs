using Spectre.Console;

namespace GreengrassTpm.CommandLine;

/// <summary>Chooses where results go.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsTerminal">Whether standard output is a terminal.</param>
public sealed record Outputs(TextWriter Out, TextWriter Error, bool IsTerminal)
{
    /// <summary>The process' own.</summary>
    public static Outputs OfProcess => new(Console.Out, Console.Error, !Console.IsOutputRedirected);

    /// <summary>The output for a format.</summary>
    public IOutput Choose(OutputFormat format) =>
        format switch
        {
            OutputFormat.Json => new JsonOutput(Out, Error),
            _ when IsTerminal => new TerminalOutput(Terminal(Out), Terminal(Error)),
            _ => new PlainOutput(Out, Error),
        };

    private static IAnsiConsole Terminal(TextWriter writer) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
