namespace GreengrassTpm.Credentials;

/// <summary>Folders whose entries survive a power cut.</summary>
public static class DurableFolder
{
    /// <summary>Everything for the owner, nothing for anyone else (0700).</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates a folder with its missing parents (0755) durably, and gives it exactly this mode and group.</summary>
    /// <param name="path">The folder; may exist.</param>
    /// <param name="mode">Its permissions, independent of the process' file creation mask.</param>
    /// <param name="group">The group that is to own it, or <see langword="null"/> to leave the group alone.</param>
    /// <exception cref="FileWriteException">It cannot be created or changed; names it and the error.</exception>
    public static void Create(string path, UnixFileMode mode, UnixGroup? group = null)
    {
        try
        {
            CreateMissing(Path.GetFullPath(path));
            if (group is not null)
            {
                group.Own(path);
            }

            // After the change of group, which clears the set-group-id bit.
            File.SetUnixFileMode(path, mode);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw error as FileWriteException ?? new FileWriteException("create", path, ErrorNumber.Of(error), error);
        }

        Sync(path);
    }

    /// <summary>Waits until all entries made in or removed from a folder are on the disk (fsync(2) on the folder).</summary>
    /// <exception cref="FileWriteException">The folder cannot be opened or synced.</exception>
    public static void Sync(string path)
    {
        int descriptor = Libc.Open(path, Libc.ReadOnly);
        if (descriptor < 0)
        {
            throw new FileWriteException("sync", path, ErrorNumber.Last());
        }

        int result = Libc.Sync(descriptor);
        int number = ErrorNumber.Last();
        _ = Libc.Close(descriptor);
        if (result != 0)
        {
            throw new FileWriteException("sync", path, number);
        }
    }

    private static void CreateMissing(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        string? parent = Path.GetDirectoryName(path);
        if (parent is not null)
        {
            CreateMissing(parent);
        }

        _ = Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, ParentMode);
        if (parent is not null)
        {
            Sync(parent);
        }
    }

    private const UnixFileMode ParentMode =
        OwnerOnly
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;
}
