using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// Who may use a token store. Every user of tpm2-pkcs11 needs to write to it, if only for its lock file; so the members of one group
/// may, and new files get that group.
/// </summary>
internal static class StoreAccess
{
    internal const UnixFileMode FileMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    internal const UnixFileMode FolderMode =
        FileMode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.SetGroup;

    /// <summary>Whether folder and files have the modes they should have.</summary>
    internal static bool IsGranted(string folder) =>
        File.GetUnixFileMode(folder) == FolderMode
        && Directory.EnumerateFiles(folder).All(file => File.GetUnixFileMode(file) == FileMode);

    /// <summary>Gives folder and files their group and modes.</summary>
    /// <exception cref="FileWriteException">One of them cannot be changed, or is a link.</exception>
    internal static void Grant(string folder, UnixGroup group)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            group.Share(file, FileMode);
        }

        DurableFolder.Create(folder, FolderMode, group);
    }
}
