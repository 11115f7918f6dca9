using System.Globalization;
using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Credentials;

public sealed class FileLockTests : IDisposable
{
    private readonly PrivateFolder _folder = PrivateFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_held_lock_is_refused_at_once_and_its_holder_named()
    {
        using FileLock held = FileLock.Acquire(_folder.File("lock"));

        LockHeldException error = Assert.Throws<LockHeldException>(() => FileLock.Acquire(_folder.File("lock")));

        Assert.Equal(Environment.ProcessId, error.Holder);
        Assert.Contains(
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_released_lock_can_be_taken_again()
    {
        FileLock.Acquire(_folder.File("lock")).Dispose();

        using FileLock again = FileLock.Acquire(_folder.File("lock"));

        Assert.NotNull(again);
    }

    [Fact]
    public void A_lock_that_its_holder_has_removed_is_made_anew()
    {
        using FileLock removed = FileLock.Acquire(_folder.File("lock"));
        File.Delete(_folder.File("lock"));

        using FileLock another = FileLock.Acquire(_folder.File("lock"));

        Assert.True(File.Exists(_folder.File("lock")));
        Assert.Throws<LockHeldException>(() => FileLock.Acquire(_folder.File("lock")));
    }

    [Fact]
    public void A_lock_whose_file_holds_no_number_has_an_unknown_holder()
    {
        File.WriteAllText(_folder.File("lock"), "not a number");
        using FileStream other = new(_folder.File("lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        LockHeldException error = Assert.Throws<LockHeldException>(() => FileLock.Acquire(_folder.File("lock")));

        Assert.Null(error.Holder);
    }

    [Fact]
    public void A_lock_file_that_cannot_be_made_is_named()
    {
        FileWriteException error = Assert.Throws<FileWriteException>(() => FileLock.Acquire(_folder.File("none/lock")));

        Assert.Equal($"cannot lock {_folder.File("none/lock")}: ENOENT", error.Message);
    }
}
