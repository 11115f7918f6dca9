namespace GreengrassTpm.Bootstrap;

/// <summary>Turns whatever went wrong into one <c>error:</c>, one <c>hint:</c> and an exit code. No stack trace reaches a user.</summary>
internal static class ErrorPresenter
{
    /// <summary>Runs a command.</summary>
    /// <returns>The exit code.</returns>
    internal static int Guard(IOutput output, Action command)
    {
        try
        {
            command();
            return (int)ExitCode.Done;
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
    internal static int Present(IOutput output, BootstrapException error)
    {
        output.Write(new ErrorReport(error.Message, error.Hint, (int)error.ExitCode));
        return (int)error.ExitCode;
    }
}
