using System.Buffers.Binary;

namespace GreengrassTpm.Verification;

/// <summary>
/// A private copy of a token's store, which is all that the module is shown: C_Initialize creates a missing store, rewrites
/// one of an older version, and empties its lock file; and while it reads, another program's write fails. None of that
/// reaches the original. Not to be taken while this process has the module open: closing a file drops the locks that the
/// module holds on it (fcntl(2)).
/// </summary>
internal sealed class StoreSnapshot : IDisposable
{
    // tpm2-pkcs11, db.c. The journal is there while somebody writes, and after a crash: the copy is then rolled back by SQLite.
    private const string StoreName = "tpm2_pkcs11.sqlite3";
    private const string JournalSuffix = "-journal";
    private const int LargestStore = 64 * 1024 * 1024;
    private const int ChangeCounterOffset = 24; // SQLite file format, 1.3.7: incremented by each transaction
    private const int Tries = 20;

    private readonly DirectoryInfo _folder;
    private readonly uint _changeCounter;

    private StoreSnapshot(DirectoryInfo folder, byte[] store)
    {
        _folder = folder;
        _changeCounter = ChangeCounterOf(store);
    }

    /// <summary>The copy's folder.</summary>
    internal string Folder => _folder.FullName;

    /// <summary>The copy's file.</summary>
    internal string StoreFile => FileIn(Folder);

    /// <summary>Whether the module has rewritten the copy, as it would have rewritten the original.</summary>
    internal bool WasChanged => ChangeCounterOf(File.ReadAllBytes(StoreFile)) != _changeCounter;

    /// <summary>The store's file in its folder.</summary>
    internal static string FileIn(string folder) => Path.Combine(folder, StoreName);

    /// <summary>Copies a store as it is between two writes.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="IOException">It cannot be read, is no database, or is written to all the time.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    internal static StoreSnapshot Take(string storeFolder)
    {
        (byte[] store, byte[]? journal) = ReadWhole(FileIn(storeFolder));
        DirectoryInfo copy = Directory.CreateTempSubdirectory("greengrass-tpm-verify-"); // for its owner alone
        try
        {
            File.WriteAllBytes(FileIn(copy.FullName), store);
            if (journal is not null)
            {
                File.WriteAllBytes(FileIn(copy.FullName) + JournalSuffix, journal);
            }

            return new StoreSnapshot(copy, store);
        }
        catch
        {
            copy.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Removes the copy.</summary>
    public void Dispose() => _folder.Delete(recursive: true);

    private static (byte[] Store, byte[]? Journal) ReadWhole(string file)
    {
        (byte[] Store, byte[]? Journal) last = Read(file);
        for (int attempt = 1; attempt < Tries; attempt++)
        {
            (byte[] Store, byte[]? Journal) again = Read(file);
            if (AreSame(last.Store, again.Store) && AreSame(last.Journal, again.Journal))
            {
                return again;
            }

            last = again;
        }

        throw new IOException($"{file} is being written to all the time");
    }

    private static (byte[] Store, byte[]? Journal) Read(string file)
    {
        byte[] store = ReadFile(file);
        try
        {
            return (store, ReadFile(file + JournalSuffix));
        }
        catch (FileNotFoundException)
        {
            return (store, null);
        }
    }

    private static byte[] ReadFile(string file)
    {
        if (new FileInfo(file) is { Exists: true } info && (info.LinkTarget is not null || info.Length > LargestStore))
        {
            throw new IOException(
                $"{file} is no token store: it is a symbolic link or larger than {LargestStore} bytes"
            );
        }

        return File.ReadAllBytes(file);
    }

    private static bool AreSame(byte[]? one, byte[]? other) => one.AsSpan().SequenceEqual(other);

    private static uint ChangeCounterOf(byte[] store) =>
        store.AsSpan().StartsWith("SQLite format 3\0"u8) && store.Length >= ChangeCounterOffset + sizeof(uint)
            ? BinaryPrimitives.ReadUInt32BigEndian(store.AsSpan(ChangeCounterOffset))
            : throw new IOException("the store's file is not a SQLite database");
}
