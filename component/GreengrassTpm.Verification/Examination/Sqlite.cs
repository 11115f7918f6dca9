using System.Runtime.InteropServices;

namespace GreengrassTpm.Verification;

/// <summary>The system's SQLite, which is there wherever tpm2-pkcs11 is: it keeps its tokens with it.</summary>
internal static partial class Sqlite
{
    internal const int ReadWrite = 2; // SQLITE_OPEN_READWRITE: a copy with a journal has to be rolled back first
    internal const int Row = 100; // SQLITE_ROW
    private const string Library = "libsqlite3.so.0";

    [LibraryImport(Library, EntryPoint = "sqlite3_open_v2", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string file, out nint database, int flags, string? vfs);

    [LibraryImport(Library, EntryPoint = "sqlite3_prepare_v2", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Prepare(nint database, string sql, int length, out nint statement, nint tail);

    // SQLITE_TRANSIENT: the text is copied before the call returns.
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Bind(nint statement, int index, string text, int length, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    internal static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_text")]
    internal static partial nint Column(nint statement, int index);

    [LibraryImport(Library, EntryPoint = "sqlite3_finalize")]
    internal static partial int Finalize(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_close_v2")]
    internal static partial int Close(nint database);
}
