namespace GreengrassTpm.Release;

/// <summary>A list of digests that <c>sha256sum --check</c> reads.</summary>
public static class ChecksumFile
{
    /// <summary>Its name in a package.</summary>
    public const string FileName = "SHA256SUMS";

    /// <summary>Writes the list.</summary>
    /// <param name="files">The files, in any order.</param>
    /// <returns>One line a file, in the order of their names.</returns>
    public static string Write(IEnumerable<PackagedFile> files) =>
        string.Concat(
            files.OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => $"{file.Sha256}  {file.Name}\n")
        );

    /// <summary>Reads a list.</summary>
    /// <param name="text">What <see cref="Write"/> has written.</param>
    /// <returns>The digests by file name.</returns>
    /// <exception cref="ReleaseException">A line is not of that form.</exception>
    public static IReadOnlyDictionary<string, string> Read(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line =>
                line.Split("  ", 2) is [{ Length: 64 } digest, { Length: > 0 } name]
                    ? (Name: name, Digest: digest)
                    : throw new ReleaseException($"{FileName} has the line '{line}'. Run the target Package again.")
            )
            .ToDictionary(entry => entry.Name, entry => entry.Digest, StringComparer.Ordinal);
}
