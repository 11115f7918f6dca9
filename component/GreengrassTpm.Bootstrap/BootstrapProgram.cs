using System.CommandLine;
using System.CommandLine.Parsing;

namespace GreengrassTpm.Bootstrap;

/// <summary>The program, from its command line to its exit code.</summary>
public static class BootstrapProgram
{
    /// <summary>Parses the arguments and runs the command.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    /// <param name="outputs">Where results go.</param>
    /// <returns>The exit code (<see cref="ExitCode"/>).</returns>
    public static int Run(IReadOnlyList<string> arguments, Outputs outputs)
    {
        RootCommand root = new("keeps an AWS IoT Greengrass identity in a TPM 2.0: provisioning of a new device")
        {
            ProvisionCommand.Create(outputs),
            HandlesCommand.Create(outputs),
            ConnectCommand.Create(outputs),
        };
        ParseResult line = root.Parse(arguments, new ParserConfiguration { EnablePosixBundling = false });
        if (line.Errors.Count > 0)
        {
            string command = string.Join(' ', Path(line.CommandResult));
            ErrorPresenter.Present(
                outputs.Choose(OutputFormat.Text),
                new BootstrapException(
                    ExitCode.Usage,
                    string.Join("; ", line.Errors.Select(error => ErrorExplanation.Sentence(error.Message)).Distinct()),
                    $"see {command} --help"
                )
            );
            return (int)ExitCode.Usage;
        }

        return line.Invoke(
            new InvocationConfiguration
            {
                Output = outputs.Out,
                Error = outputs.Error,
                EnableDefaultExceptionHandler = false,
            }
        );
    }

    private static IEnumerable<string> Path(CommandResult result) =>
        result.Parent is CommandResult parent ? Path(parent).Append(result.Command.Name) : ["greengrass-tpm-bootstrap"];
}
