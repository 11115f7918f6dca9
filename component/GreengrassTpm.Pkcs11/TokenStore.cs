using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// tpm2-pkcs11's store as a file: looked at before the module is asked, because C_Initialize creates a store where there is
/// none. Which schema a module expects cannot be seen from outside, so a migration by a newer module is not prevented.
/// </summary>
internal sealed class TokenStore
{
    private const string FileName = "tpm2_pkcs11.sqlite3";
    private const int HeaderLength = 100; // SQLite file format, 1.3: The Database Header
    private const int ChangeCounterOffset = 24; // 1.3.7: incremented by each transaction

    // tpm2-pkcs11, db.c: the store, its lock, and the two copies that a migration makes.
    private static readonly string[] ModuleFileSuffixes = ["", ".lock", ".bak", ".old"];

    private readonly string _folder;
    private readonly string _file;

    private TokenStore(string folder)
    {
        _folder = folder;
        _file = FileIn(folder);
    }

    /// <summary>The store's file in its folder.</summary>
    public static string FileIn(string folder) => Path.Combine(folder, FileName);

    /// <summary>The store of a token, or <see langword="null"/> where the module has none.</summary>
    public static TokenStore? Of(TokenLocation location) =>
        location.StoreFolder is null ? null : new TokenStore(location.StoreFolder);

    /// <summary>Whether there is one. An empty file is none: SQLite leaves it when it is stopped before its first transaction.</summary>
    public bool Exists => new FileInfo(_file) is { Exists: true, Length: > 0 };

    /// <summary>Makes sure that there is a store to read.</summary>
    /// <exception cref="StoreUnusableException">There is none, or it is no SQLite database.</exception>
    /// <exception cref="StoreFileException">It cannot be read.</exception>
    public void RequireExisting() => _ = ReadHeader();

    /// <summary>Makes sure that a store can be created or is there.</summary>
    /// <exception cref="StoreUnusableException">Its folder is missing.</exception>
    public void RequireFolder()
    {
        if (!Directory.Exists(_folder))
        {
            throw new StoreUnusableException(_folder, "the folder does not exist.");
        }
    }

    /// <summary>
    /// Makes sure that none of the files which C_Initialize opens or makes is a symbolic link. All users of a shared store may
    /// write to its folder, and the module follows links: it empties whatever its lock file leads to, with its caller's rights.
    /// A link that is laid after this look is not noticed.
    /// </summary>
    /// <exception cref="StoreUnusableException">One is.</exception>
    public void RequireNoLinks()
    {
        foreach (string suffix in ModuleFileSuffixes)
        {
            if (new FileInfo(_file + suffix).LinkTarget is not null)
            {
                throw new StoreUnusableException(
                    _file + suffix,
                    "it is a symbolic link, which the module would follow. Find out who has laid it, and remove it."
                );
            }
        }
    }

    /// <summary>
    /// Makes sure that the module may use what it opens. Every user of a store writes, if only the lock file; the module says
    /// of a missing permission no more than CKR_GENERAL_ERROR, as it does of a store that is busy.
    /// </summary>
    /// <exception cref="StoreFileException">A permission is missing, or the file system is read-only.</exception>
    public void RequireAccess()
    {
        foreach (string path in (string[])[_folder, .. ModuleFileSuffixes.Select(suffix => _file + suffix)])
        {
            if (
                Libc.Access(path, Libc.MayReadAndWrite) != 0
                && Marshal.GetLastPInvokeError() is not Libc.NoSuchFile and int error
            )
            {
                throw new StoreFileException("read and write", path, error);
            }
        }
    }

    /// <summary>Moves the store of another folder on the same file system here, durably; not over one that is here meanwhile.</summary>
    /// <exception cref="IOException">There is none, or it cannot be moved.</exception>
    /// <exception cref="StoreFileException">The folder cannot be opened or synced.</exception>
    public void TakeFrom(string folder)
    {
        if (!Exists)
        {
            File.Delete(_file);
        }

        File.Move(FileIn(folder), _file, overwrite: false);
        SyncFolder();
    }

    /// <summary>
    /// Waits until the folder's entries are on the disk. SQLite (journal_mode=delete, synchronous=FULL) does not do this
    /// after it removed its journal, so that a power cut could bring the journal back and undo a call that had returned.
    /// </summary>
    /// <exception cref="StoreFileException">The folder cannot be opened or synced.</exception>
    public void SyncFolder() => FolderEntries.Sync(_folder);

    /// <summary>
    /// A number that changes with every transaction of whichever process. Not to be called while the module holds a lock
    /// on the file: closing a file drops all record locks that the process has on it (fcntl(2)). The module holds locks
    /// only within a call.
    /// </summary>
    /// <exception cref="StoreUnusableException">The store is missing or damaged.</exception>
    public uint ReadChangeCounter() => BinaryPrimitives.ReadUInt32BigEndian(ReadHeader().AsSpan(ChangeCounterOffset));

    /// <summary>Says that another program wrote.</summary>
    public StoreChangedException Changed() => new(_file);

    private byte[] ReadHeader()
    {
        byte[] header = new byte[HeaderLength];
        try
        {
            using SafeFileHandle file = File.OpenHandle(_file, share: FileShare.ReadWrite);
            int length = RandomAccess.Read(file, header, fileOffset: 0);
            if (length == 0)
            {
                throw new FileNotFoundException("An empty file is no store yet.", _file);
            }

            if (length == HeaderLength && header.AsSpan().StartsWith("SQLite format 3\0"u8))
            {
                return header;
            }
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StoreUnusableException(_file, "there is none. Has the token been provisioned?", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreFileException.From("read", _file, error);
        }

        throw new StoreUnusableException(_file, "it is not a SQLite database.");
    }
}
