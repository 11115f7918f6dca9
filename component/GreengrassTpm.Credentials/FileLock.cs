using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GreengrassTpm.Credentials;

/// <summary>An exclusive lock on a file (flock(2)) that the operating system releases when its holder ends, however it ends.</summary>
public sealed class FileLock : IDisposable
{
    private const int LongestProcessId = 20;
    private readonly SafeFileHandle _file;

    private FileLock(SafeFileHandle file) => _file = file;

    /// <summary>Takes the lock at once or not at all, and leaves this process' id in the file for others to read.</summary>
    /// <param name="path">The lock file; created (0600) if missing. Only its holder may remove it.</param>
    /// <exception cref="LockHeldException">Somebody else holds it; says who.</exception>
    /// <exception cref="FileWriteException">The file cannot be created, opened or written.</exception>
    public static FileLock Acquire(string path)
    {
        while (true)
        {
            SafeFileHandle file = Open(path);
            try
            {
                if (!TryLock(file, path))
                {
                    throw new LockHeldException(path, ReadHolder(file));
                }

                // Its last holder may have removed it between the opening and the locking: nobody else would then see this lock.
                if (LinklessFile.HasName(file))
                {
                    WriteHolder(file, path);
                    return new FileLock(file);
                }

                file.Dispose();
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose() => _file.Dispose();

    // Not through FileStream: the runtime takes a flock(2) of its own on whatever it opens.
    private static SafeFileHandle Open(string path)
    {
        int descriptor = Libc.Open(path, Libc.ReadWriteCreate, Libc.OwnerReadWrite);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new FileWriteException("lock", path, ErrorNumber.Last());
    }

    private static bool TryLock(SafeFileHandle file, string path)
    {
        while (Libc.Lock(file, Libc.LockExclusive | Libc.LockNonBlocking) != 0)
        {
            int number = ErrorNumber.Last();
            if (number == Libc.WouldBlock)
            {
                return false;
            }

            if (number != Libc.Interrupted)
            {
                throw new FileWriteException("lock", path, number);
            }
        }

        return true;
    }

    private static void WriteHolder(SafeFileHandle file, string path)
    {
        try
        {
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(
                file,
                Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)),
                fileOffset: 0
            );
        }
        catch (IOException error)
        {
            throw new FileWriteException("write", path, ErrorNumber.Of(error), error);
        }
    }

    private static int? ReadHolder(SafeFileHandle file)
    {
        byte[] text = new byte[LongestProcessId];
        int length = RandomAccess.Read(file, text, fileOffset: 0);
        return int.TryParse(
            Encoding.ASCII.GetString(text, 0, length),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int holder
        )
            ? holder
            : null;
    }
}
