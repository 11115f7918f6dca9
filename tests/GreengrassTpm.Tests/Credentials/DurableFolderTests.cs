using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

public sealed class DurableFolderTests : IDisposable
{
    private const UnixFileMode Shared =
        DurableFolder.OwnerOnly
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.SetGroup;

    private readonly PrivateFolder _folder = PrivateFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Missing_parents_are_created_too()
    {
        DurableFolder.Create(_folder.File("var/lib/state"), DurableFolder.OwnerOnly);

        Assert.Equal(DurableFolder.OwnerOnly, File.GetUnixFileMode(_folder.File("var/lib/state")));
    }

    [Fact]
    public void A_folder_is_deleted_with_what_is_in_it_and_links_in_it_are_not_followed()
    {
        string outside = _folder.File("outside");
        File.WriteAllText(outside, "");
        string folder = _folder.Folder("store");
        _ = Directory.CreateDirectory(Path.Combine(folder, "inner"));
        _ = File.CreateSymbolicLink(Path.Combine(folder, "inner/link"), outside);

        DurableFolder.Delete(folder);
        DurableFolder.Delete(folder);

        Assert.False(Directory.Exists(folder));
        Assert.True(File.Exists(outside));
    }

    [Fact]
    public void A_folder_that_is_not_empty_stays_where_only_an_empty_one_is_to_go()
    {
        string folder = _folder.Folder("etc");
        File.WriteAllText(Path.Combine(folder, "file"), "");

        DurableFolder.DeleteIfEmpty(folder);
        Assert.True(Directory.Exists(folder));

        File.Delete(Path.Combine(folder, "file"));
        DurableFolder.DeleteIfEmpty(folder);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void An_existing_folder_gets_the_mode_asked_for()
    {
        DurableFolder.Create(_folder.File("store"), DurableFolder.OwnerOnly);
        DurableFolder.Create(_folder.File("store"), Shared);

        Assert.Equal(Shared, File.GetUnixFileMode(_folder.File("store")));
    }

    [Fact]
    public void Files_made_in_a_shared_folder_belong_to_its_group()
    {
        UnixGroup group = UnixGroup.Find("tss") ?? throw new InvalidOperationException("no group tss");
        DurableFolder.Create(_folder.File("store"), Shared, group);

        File.WriteAllText(_folder.File("store/new"), "");

        Assert.Equal("tss", FileOwner.Group(_folder.File("store/new")));
    }

    [Fact]
    public void A_file_in_the_way_is_named()
    {
        File.WriteAllText(_folder.File("store"), "");

        FileWriteException error = Assert.Throws<FileWriteException>(() =>
            DurableFolder.Create(_folder.File("store"), Shared)
        );

        Assert.StartsWith($"cannot create {_folder.File("store")}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_cannot_be_synced()
    {
        FileWriteException error = Assert.Throws<FileWriteException>(() => DurableFolder.Sync(_folder.File("none")));

        Assert.Equal($"cannot sync {_folder.File("none")}: ENOENT", error.Message);
    }

    [Fact]
    public void A_group_that_does_not_exist_is_not_found()
    {
        Assert.Null(UnixGroup.Find("no-such-group"));
    }
}
