namespace GreengrassTpm.Credentials;

/// <summary>A file or folder of ours could not be written; what was there before is unharmed.</summary>
public sealed class FileWriteException : IOException
{
    /// <summary>Describes the failed attempt.</summary>
    /// <param name="operation">What was tried, as a verb: <c>write</c>, <c>create</c>, <c>sync</c>.</param>
    /// <param name="path">On which file or folder.</param>
    /// <param name="number">The operating system's error number, or 0 if unknown.</param>
    /// <param name="innerException">The runtime's own error, if there is one.</param>
    public FileWriteException(string operation, string path, int number, Exception? innerException = null)
        : base($"cannot {operation} {path}: {Describe(number, innerException)}", innerException)
    {
        Path = path;
        Number = number;
    }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>The operating system's error number, or 0 if unknown.</summary>
    public int Number { get; }

    private static string Describe(int number, Exception? innerException) =>
        number != 0 ? ErrorNumber.Name(number) : innerException?.Message ?? "unknown error";
}
