using System.CommandLine;
using System.CommandLine.Parsing;

namespace GreengrassTpm.CommandLine;

/// <summary>A program, from its command line to its exit code.</summary>
/// <param name="program">The program's name, as a user types it.</param>
/// <param name="root">Its commands.</param>
public sealed class CommandRunner(string program, RootCommand root)
{
    /// <summary>Parses the arguments and runs the command. An error on the line is told with the help to look at.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    /// <param name="outputs">Where results go.</param>
    /// <returns>The exit code (<see cref="ExitCode"/>).</returns>
    public int Run(IReadOnlyList<string> arguments, Outputs outputs)
    {
        ParseResult line = root.Parse(arguments, new ParserConfiguration { EnablePosixBundling = false });
        return line.Errors.Count > 0
            ? ErrorPresenter.Present(outputs.Choose(OutputFormat.Text), UsageError(line))
            : line.Invoke(
                new InvocationConfiguration
                {
                    Output = outputs.Out,
                    Error = outputs.Error,
                    EnableDefaultExceptionHandler = false,
                }
            );
    }

    private CommandException UsageError(ParseResult line) =>
        new(
            ExitCode.Usage,
            string.Join("; ", line.Errors.Select(error => ErrorExplanation.Sentence(error.Message)).Distinct()),
            $"see {string.Join(' ', Path(line.CommandResult))} --help"
        );

    private IEnumerable<string> Path(CommandResult result) =>
        result.Parent is CommandResult parent ? Path(parent).Append(result.Command.Name) : [program];
}
