using System.Security.Cryptography;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>One file for a nucleus, as it should be.</summary>
/// <param name="path">Where.</param>
/// <param name="content">All of its bytes; may hold the PIN, hence <see cref="Wipe"/>.</param>
/// <param name="mode">Its permissions.</param>
/// <param name="group">The group that owns it; null leaves the group alone.</param>
internal sealed class NucleusFile(string path, byte[] content, UnixFileMode mode, UnixGroup? group = null)
{
    private const long LargestFile = 64 * 1024;

    private const UnixFileMode EveryoneEnters =
        DurableFolder.OwnerOnly
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    /// <summary>Whether the file is there as it should be.</summary>
    internal bool IsThere() =>
        File.Exists(path)
        && File.GetUnixFileMode(path) == mode
        && new FileInfo(path).Length <= LargestFile
        && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);

    /// <summary>Makes the folder that it goes into, if it is not there, as the system's configuration folders are.</summary>
    /// <exception cref="FileWriteException">It could not be made.</exception>
    internal void MakeFolder()
    {
        string folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            DurableFolder.Create(folder, EveryoneEnters);
        }
    }

    /// <summary>Writes it.</summary>
    /// <exception cref="FileWriteException">It could not be written; an old one is whole.</exception>
    internal void Write()
    {
        AtomicFile.Write(path, content, AtomicFile.OwnerOnly);
        group?.Own(path);
        File.SetUnixFileMode(path, mode);
    }

    /// <summary>Wipes the content, which may hold the PIN.</summary>
    internal void Wipe() => CryptographicOperations.ZeroMemory(content);
}
