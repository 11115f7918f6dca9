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
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly SafeFileHandle _file;

    private StoreLock(SafeFileHandle file) => _file = file;

    /// <summary>Takes the lock, waiting for its present holder.</summary>
    /// <exception cref="StoreBusyException">Somebody still holds it after the location's timeout.</exception>
    /// <exception cref="StoreFileException">What is to be locked cannot be opened.</exception>
    /// <exception cref="ArgumentException">The location has neither a lock file nor a store folder.</exception>
    public static StoreLock Acquire(TokenLocation location)
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
                if (Stopwatch.GetElapsedTime(started) >= location.LockTimeout)
                {
                    throw new StoreBusyException(path, location.LockTimeout);
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
            : throw new StoreFileException("open for locking", path, Marshal.GetLastPInvokeError());
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
                throw new StoreFileException("lock", path, Marshal.GetLastPInvokeError());
            }
        }

        return true;
    }
}
