namespace GreengrassTpm.Testing;

/// <summary>A folder of one test's own, on the RAM disk where there is one, removed at the end.</summary>
/// <remarks>
/// A test host that is killed cannot remove its folders. Each folder therefore has a lock file that its owner holds,
/// and whoever makes a folder removes those whose owner is gone.
/// </remarks>
public sealed class PrivateFolder : IDisposable
{
    private const string Prefix = "run-";
    private const string LockSuffix = ".lock";

    private readonly FileStream ownership;

    private PrivateFolder(string path)
    {
        // The lock is held before the folder appears: a folder without a holder is an abandoned one.
        ownership = TryOwn(path) ?? throw new IOException($"'{path}' is owned by another.");
        Path = TestFolders.Make(path);
    }

    /// <summary>Gets the absolute path: short enough for a Unix socket in it (unix(7): 107 bytes).</summary>
    public string Path { get; }

    /// <summary>Makes an empty folder that other users can pass through but not list.</summary>
    /// <returns>The folder; disposing of it removes it with all that is in it.</returns>
    public static PrivateFolder Create()
    {
        RemoveAbandoned();
        var path = System.IO.Path.Combine(TestFolders.Root, Prefix + System.IO.Path.GetRandomFileName());
        return new PrivateFolder(path);
    }

    /// <summary>Gets the path of something in the folder.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The absolute path.</returns>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a folder in the folder.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The absolute path.</returns>
    public string Folder(string name) => TestFolders.Make(File(name));

    /// <summary>Lets every user read and write a folder and the files that are in it now.</summary>
    /// <param name="path">The folder.</param>
    public static void OpenToEveryone(string path)
    {
        const UnixFileMode Everyone =
            UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        foreach (var entry in Directory.GetFileSystemEntries(path).Append(path))
        {
            System.IO.File.SetUnixFileMode(entry, System.IO.File.GetUnixFileMode(entry) | Everyone);
        }
    }

    /// <summary>Removes the folder with all that is in it.</summary>
    public void Dispose()
    {
        Remove(Path);
        ownership.Dispose();
    }

    private static void RemoveAbandoned()
    {
        foreach (var path in Directory.GetDirectories(TestFolders.Root, Prefix + "*"))
        {
            using var ownership = TryOwn(path);
            if (ownership is not null)
            {
                Remove(path);
            }
        }
    }

    private static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Already gone is good enough.
        }

        System.IO.File.Delete(path + LockSuffix);
    }

    private static FileStream? TryOwn(string path)
    {
        try
        {
            return new FileStream(path + LockSuffix, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
