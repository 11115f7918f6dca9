using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// The lock that all writers of this product take (flock(2)): the location's lock file, or the store's folder itself. The
/// kernel releases it when its holder ends, however it ends.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    /// <summary>A whole write takes well under this on slow chips too, except RSA key generation.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly SafeFileHandle _file;

    private StoreLock(SafeFileHandle file) => _file = file;

    /// <summary>Takes the lock, waiting for its present holder.</summary>
    /// <param name="location">The token.</param>
    /// <param name="patience">How long to wait at most.</param>
    /// <exception cref="StoreBusyException">Somebody still holds it after that time.</exception>
    /// <exception cref="StoreFileException">What is to be locked cannot be opened.</exception>
    /// <exception cref="ArgumentException">The location has neither a lock file nor a store folder.</exception>
    public static StoreLock Acquire(TokenLocation location, TimeSpan patience)
    {
        string path =
            location.LockFile
            ?? location.StoreFolder
            ?? throw new ArgumentException("Writing needs a LockFile or a StoreFolder to lock.", nameof(location));
        SafeFileHandle file = Open(path, isFile: location.LockFile is not null);
        try
        {
            long started = Stopwatch.GetTimestamp();
            while (!TryLock(file, path))
            {
                if (Stopwatch.GetElapsedTime(started) >= patience)
                {
                    throw new StoreBusyException(path, patience);
                }

                // flock(2) has no timeout of its own.
                Thread.Sleep(PollInterval);
            }

            return new StoreLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose() => _file.Dispose();

    // Not through File.OpenHandle: the runtime takes a flock(2) of its own on whatever it opens.
    private static SafeFileHandle Open(string path, bool isFile)
    {
        int descriptor = isFile
            ? Libc.Open(path, Libc.OpenLockFile, Libc.OwnerReadWrite)
            : Libc.Open(path, Libc.OpenFolder, 0);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new StoreFileException("open for locking", path, Libc.LastErrorName());
    }

    private static bool TryLock(SafeFileHandle file, string path)
    {
        while (Libc.Lock(file, Libc.LockExclusive | Libc.LockNonBlocking) != 0)
        {
            int number = Marshal.GetLastPInvokeError();
            if (number == Libc.WouldBlock)
            {
                return false;
            }

            if (number != Libc.Interrupted)
            {
                throw new StoreFileException("lock", path, Libc.LastErrorName());
            }
        }

        return true;
    }
}
