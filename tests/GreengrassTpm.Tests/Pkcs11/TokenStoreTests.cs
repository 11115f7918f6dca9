using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

public sealed class TokenStoreTests : IDisposable
{
    private readonly PrivateFolder _folder = PrivateFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_module_without_a_store_folder_has_no_store() =>
        Assert.Null(TokenStore.Of(new TokenLocation("/module.so", "greengrass")));

    [Fact]
    public void A_missing_store_is_missing() => Assert.Throws<StoreUnusableException>(Store().RequireExisting);

    [Theory]
    [InlineData("")]
    [InlineData("SQLite format 3")]
    [InlineData("no database at all")]
    public void A_file_that_is_no_database_is_no_store(string content)
    {
        File.WriteAllText(StoreFile, content);

        Assert.Throws<StoreUnusableException>(Store().RequireExisting);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".lock")]
    [InlineData(".bak")]
    [InlineData(".old")]
    public void A_link_that_the_module_would_follow_makes_a_store_unusable(string suffix)
    {
        File.CreateSymbolicLink(StoreFile + suffix, _folder.File("somebody's"));

        var error = Assert.Throws<StoreUnusableException>(Store().RequireNoLinks);

        Assert.Equal(StoreFile + suffix, error.Path);
    }

    [Fact]
    public void A_store_of_plain_files_is_usable()
    {
        Sqlite("CREATE TABLE t(n)");

        Store().RequireNoLinks();
    }

    [Fact]
    public void Every_transaction_changes_the_change_counter()
    {
        Sqlite("CREATE TABLE t(n)");
        uint before = Store().ReadChangeCounter();
        Sqlite("INSERT INTO t VALUES (1)");

        Assert.NotEqual(before, Store().ReadChangeCounter());
    }

    [Fact]
    public void A_missing_folder_cannot_be_synced() =>
        Assert.Throws<StoreFileException>(TokenStore.Of(Location("/nowhere"))!.SyncFolder);

    private string StoreFile => _folder.File("tpm2_pkcs11.sqlite3");

    private void Sqlite(string statement) => ChildProcess.RunOrThrow("sqlite3", StoreFile, statement);

    private TokenStore Store() => TokenStore.Of(Location(_folder.Path))!;

    private static TokenLocation Location(string folder) => new("/module.so", "greengrass") { StoreFolder = folder };
}
