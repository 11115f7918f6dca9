using GreengrassTpm.Testing;

namespace GreengrassTpm.TokenTests.Pkcs11;

/// <summary>Another connection to the store: SQLite's own command line, holding a transaction open until it is disposed of.</summary>
internal sealed class SqliteUser : IDisposable
{
    private readonly ChildProcess _process;

    /// <summary>Opens a transaction.</summary>
    /// <param name="storeFile">The store.</param>
    /// <param name="begin">How: <c>BEGIN IMMEDIATE</c> keeps other writers out, <c>BEGIN EXCLUSIVE</c> readers too.</param>
    public SqliteUser(string storeFile, string begin)
    {
        _process = ChildProcess.Start(new Command("sqlite3", storeFile, begin, ".shell echo held", ".shell sleep 600"));
        _process.WaitForText("held");
    }

    public void Dispose() => _process.Dispose();
}
