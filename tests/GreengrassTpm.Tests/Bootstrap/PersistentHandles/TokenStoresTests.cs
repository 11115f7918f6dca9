using System.Text;
using GreengrassTpm.Bootstrap;
using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap.PersistentHandles;

public sealed class TokenStoresTests : IDisposable
{
    private readonly PrivateFolder _folder = PrivateFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("  ? !!str \"esys-tr\"\n  : !!str \"810000030022000bf8be", "0x81000003")]
    [InlineData("esys-tr: 8100000a0022000b", "0x8100000A")]
    [InlineData("esys-tr: 81000004003200c", "0x81000004")]
    public void The_parent_of_a_token_is_read_from_its_store(string text, string handle) =>
        Assert.Equal([handle], TokenStores.HandlesIn(Encoding.Latin1.GetBytes($"\0\u0001{text}\0")));

    [Theory]
    [InlineData("no handle here 810000030022000b")]
    [InlineData("esys-tr: 01c000000022000b")]
    [InlineData("")]
    public void Nothing_else_is_taken_for_one(string text) =>
        Assert.Empty(TokenStores.HandlesIn(Encoding.Latin1.GetBytes(text)));

    [Fact]
    public void Stores_are_found_where_the_module_looks_and_in_the_homes_of_all_users()
    {
        string root = _folder.Folder("root");
        string[] places =
        [
            "var/lib/greengrass-tpm-store",
            "etc/tpm2_pkcs11",
            "root/.tpm2_pkcs11",
            "home/ggc_user/.tpm2_pkcs11",
            "srv/tokens",
            "opt/tpm2",
            "var/lib/somebody/.tpm2_pkcs11",
        ];
        foreach (string place in places)
        {
            string folder = Directory.CreateDirectory(Path.Combine(root, place)).FullName;
            File.WriteAllText(Path.Combine(folder, "tpm2_pkcs11.sqlite3"), "esys-tr: 810000030022000b");
        }

        Write(
            root,
            "etc/passwd",
            "root:x:0:0:root:/root:/bin/bash\nsomebody:x:7:7::/var/lib/somebody:/bin/sh\nbroken\n"
        );
        Write(
            root,
            "etc/systemd/system/ggl.core.tesd.service",
            $"[Service]\nEnvironment=TPM2_PKCS11_STORE={Path.Combine(root, "opt/tpm2")}\n"
        );

        IReadOnlyList<TokenStoreFile> found = TokenStores.Find(
            new DeviceFolders(root),
            [Path.Combine(root, "srv/tokens")]
        );

        Assert.Subset(
            found.Select(store => store.Path).ToHashSet(),
            places.Select(place => Path.Combine(root, place, "tpm2_pkcs11.sqlite3")).ToHashSet()
        );
        Assert.All(
            found.Where(store => store.Path.StartsWith(root, StringComparison.Ordinal)),
            store => Assert.Equal(["0x81000003"], store.Handles)
        );
    }

    [Fact]
    public void A_link_that_a_user_has_laid_is_not_followed_and_counts_as_unreadable()
    {
        string root = _folder.Folder("root");
        Write(root, "srv/secret", "esys-tr: 810000030022000b");
        string link = Path.Combine(root, "home/mallory/.tpm2_pkcs11/tpm2_pkcs11.sqlite3");
        _ = Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        _ = File.CreateSymbolicLink(link, Path.Combine(root, "srv/secret"));

        TokenStoreFile found = Assert.Single(
            TokenStores.Find(new DeviceFolders(root), []),
            store => store.Path == link
        );

        Assert.Null(found.Handles);
    }

    private static void Write(string root, string path, string text)
    {
        string file = Path.Combine(root, path);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
