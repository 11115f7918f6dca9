namespace GreengrassTpm.Credentials;

/// <summary>Files that are either entirely the old or entirely the new ones, also after a power cut.</summary>
public static class AtomicFile
{
    /// <summary>Read and write for the owner, nothing for anyone else.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Replaces or creates a file: temporary file in the same folder, fsync, rename, fsync of the folder.
    /// When this returns, the content survives a power cut; when it throws, the old file is whole and no temporary file is left.
    /// </summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="content">All of its bytes.</param>
    /// <param name="mode">The permissions, independent of the process' file creation mask.</param>
    /// <exception cref="FileWriteException">Disk full, read-only, no permission, …; names the file and the error.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode = OwnerOnly)
    {
        string temporary = TemporaryOf(path);
        try
        {
            File.Delete(temporary);
            WriteDurably(temporary, content, mode);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            throw error as FileWriteException ?? new FileWriteException("write", path, ErrorNumber.Of(error), error);
        }

        DurableFolder.Sync(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Replaces an existing file as <see cref="Write"/> does; its owner, group and mode stay.</summary>
    /// <exception cref="FileWriteException">Disk full, read-only, no permission, …; the old file is whole.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        string temporary = TemporaryOf(path);
        try
        {
            File.Delete(temporary);
            WriteDurably(temporary, content, OwnerOnly);
            LinklessFile.GiveOwner(temporary, like: path);
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            throw error as FileWriteException ?? new FileWriteException("write", path, ErrorNumber.Of(error), error);
        }

        DurableFolder.Sync(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Makes sure that a file can be given to <see cref="Replace"/>, without changing it.</summary>
    /// <exception cref="FileWriteException">It is a link, or has another name (a hard link); or it cannot be opened.</exception>
    public static void RequireReplaceable(string path)
    {
        try
        {
            LinklessFile.Open(path).Dispose();
        }
        catch (FileWriteException refused)
        {
            throw new FileWriteException("replace", path, refused.Number, refused);
        }
    }

    /// <summary>Whether there is something for <see cref="Delete"/>: the file, or what a killed <see cref="Write"/> has left beside it.</summary>
    public static bool Exists(string path) => File.Exists(path) || File.Exists(TemporaryOf(path));

    /// <summary>Deletes a file durably, and what a killed <see cref="Write"/> has left beside it. One that is not there is no error.</summary>
    /// <exception cref="FileWriteException">It cannot be deleted; names the file and the error.</exception>
    public static void Delete(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            return;
        }

        try
        {
            File.Delete(path);
            File.Delete(TemporaryOf(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FileWriteException("delete", path, ErrorNumber.Of(error), error);
        }

        DurableFolder.Sync(folder);
    }

    private static void WriteDurably(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        // CreateNew is O_EXCL: a link that somebody planted under this name is refused, not followed.
        using FileStream file = new(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                BufferSize = 0,
                UnixCreateMode = OwnerOnly,
            }
        );
        File.SetUnixFileMode(file.SafeFileHandle, mode);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    // A fixed name, so that a killed process leaves at most one such file, which the next write removes.
    private static string TemporaryOf(string path) => path + ".tmp";

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The error that brought us here is the one to report.
        }
    }
}
