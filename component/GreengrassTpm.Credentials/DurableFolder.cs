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

    /// <summary>Gives a folder another name on the same file system, durably. The new name must be free.</summary>
    /// <exception cref="FileWriteException">It cannot be moved; names it and the error.</exception>
    public static void Move(string path, string newPath)
    {
        try
        {
            Directory.Move(path, newPath);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FileWriteException("move", path, ErrorNumber.Of(error), error);
        }

        Sync(Path.GetDirectoryName(Path.GetFullPath(newPath))!);
    }

    /// <summary>Puts a file in the place of another of the same folder, durably.</summary>
    /// <exception cref="FileWriteException">It cannot be moved; names it and the error.</exception>
    public static void MoveFile(string path, string newPath)
    {
        try
        {
            File.Move(path, newPath, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FileWriteException("move", path, ErrorNumber.Of(error), error);
        }

        Sync(Path.GetDirectoryName(Path.GetFullPath(newPath))!);
    }

    /// <summary>Deletes a folder with all that is in it, durably. Links in it are deleted, not followed. One that is not there is no error.</summary>
    /// <exception cref="FileWriteException">It cannot be deleted; names it and the error. Some of what was in it may be gone.</exception>
    public static void Delete(string path)
    {
        try
        {
            if (!Directory.Exists(path))
            {
                return;
            }

            Directory.Delete(path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FileWriteException("delete", path, ErrorNumber.Of(error), error);
        }

        Sync(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Whether a folder is there and nothing is in it.</summary>
    public static bool IsEmpty(string path) =>
        Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any();

    /// <summary>Deletes a folder durably if nothing is in it.</summary>
    /// <exception cref="FileWriteException">It is empty and cannot be deleted.</exception>
    public static void DeleteIfEmpty(string path)
    {
        if (IsEmpty(path))
        {
            Delete(path);
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
