namespace GreengrassTpm.CommandLine;

/// <summary>Turns whatever went wrong into one <c>error:</c>, one <c>hint:</c> and an exit code. No stack trace reaches a user.</summary>
public static class ErrorPresenter
{
    /// <summary>Runs a command and tells how it ended.</summary>
    /// <param name="output">Where that goes.</param>
    /// <param name="command">The command.</param>
    /// <returns>The exit code.</returns>
    public static int Guard(IOutput output, Func<Report> command) =>
        Guard(
            output,
            () =>
            {
                Report report = command();
                output.Write(report);
                return report.ExitCode;
            }
        );

    /// <summary>Runs a command that writes its own results, and tells how it ended.</summary>
    /// <param name="output">Where an error goes.</param>
    /// <param name="command">The command.</param>
    /// <returns>The exit code.</returns>
    public static int Guard(IOutput output, Func<ExitCode> command)
    {
        try
        {
            return (int)command();
        }
#pragma warning disable CA1031 // This is the last place where an error can be told to a person.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Present(output, ErrorExplanation.Of(error));
        }
    }

    /// <summary>Tells an error.</summary>
    /// <returns>Its exit code.</returns>
    public static int Present(IOutput output, CommandException error)
    {
        output.Write(new ErrorReport(error.Message, error.Hint, (int)error.ExitCode));
        return (int)error.ExitCode;
    }
}
