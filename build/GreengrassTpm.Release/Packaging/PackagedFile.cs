using System.Security.Cryptography;

namespace GreengrassTpm.Release;

/// <summary>A file of a package.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Sha256">Its SHA-256, lower-case hexadecimal.</param>
public sealed record PackagedFile(string Name, string Path, long Size, string Sha256)
{
    /// <summary>Looks at a file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <returns>What it is now.</returns>
    public static PackagedFile Of(string path)
    {
        using FileStream file = File.OpenRead(path);
        return new PackagedFile(
            System.IO.Path.GetFileName(path),
            path,
            file.Length,
            Convert.ToHexStringLower(SHA256.HashData(file))
        );
    }
}
