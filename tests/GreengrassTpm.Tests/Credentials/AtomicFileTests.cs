using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

public sealed class AtomicFileTests : IDisposable
{
    private readonly PrivateFolder _folder = PrivateFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_written_file_holds_the_content_and_nothing_else_is_left_in_the_folder()
    {
        AtomicFile.Write(_folder.File("pin"), "one"u8);

        Assert.Equal("one", File.ReadAllText(_folder.File("pin")));
        Assert.Equal([_folder.File("pin")], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void An_existing_file_is_replaced_as_a_whole()
    {
        AtomicFile.Write(_folder.File("pin"), "a longer content"u8);
        AtomicFile.Write(_folder.File("pin"), "short"u8);

        Assert.Equal("short", File.ReadAllText(_folder.File("pin")));
    }

    [Fact]
    public void Only_the_owner_may_read_a_file_unless_told_otherwise()
    {
        AtomicFile.Write(_folder.File("pin"), "one"u8);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("pin")));
    }

    [Fact]
    public void The_mode_asked_for_is_given_whatever_the_old_file_had()
    {
        const UnixFileMode everyone = AtomicFile.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        AtomicFile.Write(_folder.File("csr"), "one"u8);
        AtomicFile.Write(_folder.File("csr"), "two"u8, everyone);

        Assert.Equal(everyone, File.GetUnixFileMode(_folder.File("csr")));
    }

    [Fact]
    public void A_link_in_the_place_of_the_temporary_file_is_not_followed()
    {
        File.WriteAllText(_folder.File("victim"), "untouched");
        _ = File.CreateSymbolicLink(_folder.File("pin.tmp"), _folder.File("victim"));

        AtomicFile.Write(_folder.File("pin"), "secret"u8);

        Assert.Equal("untouched", File.ReadAllText(_folder.File("victim")));
        Assert.Null(File.ResolveLinkTarget(_folder.File("pin"), returnFinalTarget: false));
    }

    [Fact]
    public void A_temporary_file_of_a_killed_process_is_removed_by_the_next_write()
    {
        File.WriteAllText(_folder.File("pin.tmp"), "half");

        AtomicFile.Write(_folder.File("pin"), "whole"u8);

        Assert.Equal([_folder.File("pin")], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_failed_replacement_names_the_file_and_the_error_and_leaves_no_temporary_file()
    {
        _ = Directory.CreateDirectory(_folder.File("pin"));

        FileWriteException error = Assert.Throws<FileWriteException>(() =>
            AtomicFile.Write(_folder.File("pin"), "one"u8)
        );

        Assert.Equal(_folder.File("pin"), error.Path);
        Assert.StartsWith($"cannot write {_folder.File("pin")}: ", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("pin.tmp")));
    }

    [Fact]
    public void A_missing_folder_is_named_as_ENOENT()
    {
        FileWriteException error = Assert.Throws<FileWriteException>(() =>
            AtomicFile.Write(_folder.File("none/pin"), "one"u8)
        );

        Assert.EndsWith("none/pin: ENOENT", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_cannot_begin_leaves_the_old_file_whole()
    {
        AtomicFile.Write(_folder.File("pin"), "old"u8);
        _ = Directory.CreateDirectory(_folder.File("pin.tmp"));

        _ = Assert.Throws<FileWriteException>(() => AtomicFile.Write(_folder.File("pin"), "new"u8));

        Assert.Equal("old", File.ReadAllText(_folder.File("pin")));
    }
}
