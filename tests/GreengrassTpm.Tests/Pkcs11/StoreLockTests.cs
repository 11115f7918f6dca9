using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Pkcs11;

public sealed class StoreLockTests : IDisposable
{
    private readonly PrivateFolder _folder = PrivateFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_lock_file_is_made_and_locked()
    {
        TokenLocation location = Location() with { LockFile = _folder.File("lock"), LockTimeout = TimeSpan.Zero };
        using (StoreLock.Acquire(location))
        {
            var busy = Assert.Throws<StoreBusyException>(() => StoreLock.Acquire(location));
            Assert.Equal(RetryClass.Retryable, busy.Retry);
        }

        StoreLock.Acquire(location).Dispose();
    }

    [Fact]
    public void Without_a_lock_file_the_store_folder_is_locked()
    {
        TokenLocation location = Location() with { StoreFolder = _folder.Path, LockTimeout = TimeSpan.Zero };
        using (StoreLock.Acquire(location))
        {
            Assert.Throws<StoreBusyException>(() => StoreLock.Acquire(location));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_writer_waits_for_the_one_before_it()
    {
        TokenLocation location = Location() with { LockFile = _folder.File("lock") };
        Task<StoreLock> second;
        using (StoreLock.Acquire(location))
        {
            second = Task.Run(() => StoreLock.Acquire(location));
        }

        (await second).Dispose();
    }

    [Fact]
    public void A_symbolic_link_is_not_followed()
    {
        File.CreateSymbolicLink(_folder.File("lock"), "/dev/null");

        Assert.Throws<StoreFileException>(() => StoreLock.Acquire(Location() with { LockFile = _folder.File("lock") }));
    }

    [Fact]
    public void A_location_that_names_nothing_to_lock_cannot_be_written_to() =>
        Assert.Throws<ArgumentException>(() => StoreLock.Acquire(Location()));

    private static TokenLocation Location() => new("/module.so", "greengrass");
}
