namespace GreengrassTpm.CommandLine;

/// <summary>An error that is already worded for the person who must act.</summary>
/// <param name="exitCode">What the program's end tells its caller.</param>
/// <param name="message">What was tried, on what, what came back; lower case, no full stop.</param>
/// <param name="hint">What to do about it.</param>
/// <param name="innerException">What it is based on.</param>
public sealed class CommandException(ExitCode exitCode, string message, string hint, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What the program's end tells its caller.</summary>
    public ExitCode ExitCode => exitCode;

    /// <summary>What to do about it.</summary>
    public string Hint => hint;
}
