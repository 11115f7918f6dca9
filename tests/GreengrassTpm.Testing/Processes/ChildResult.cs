namespace GreengrassTpm.Testing;

/// <summary>How a child process ended and all that it said.</summary>
/// <param name="Command">What was run.</param>
/// <param name="ExitCode">The exit code; 128 + n when signal n killed it.</param>
/// <param name="Output">Everything on standard output.</param>
/// <param name="Error">Everything on standard error.</param>
public sealed record ChildResult(Command Command, int ExitCode, string Output, string Error)
{
    /// <summary>Gets a value indicating whether SIGKILL ended the child.</summary>
    public bool WasKilled => ExitCode == 128 + (int)UnixSignal.Kill;

    /// <summary>Insists on exit code 0.</summary>
    /// <returns>This result.</returns>
    /// <exception cref="ChildFailedException">The exit code is another.</exception>
    public ChildResult OrThrow() => ExitCode == 0 ? this : throw new ChildFailedException(this);
}

/// <summary>A child process ended with a failure. The message holds everything that it said.</summary>
/// <param name="result">How it ended.</param>
public sealed class ChildFailedException(ChildResult result)
    : Exception(
        $"'{result.Command}' ended with exit code {result.ExitCode}.\n"
            + $"--- output\n{result.Output}\n--- error\n{result.Error}"
    )
{
    /// <summary>Gets how the child ended.</summary>
    public ChildResult Result { get; } = result;
}
