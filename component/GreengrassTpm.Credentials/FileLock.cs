using System.Globalization;
using System.Text;

namespace GreengrassTpm.Credentials;

/// <summary>An exclusive lock on a file (flock(2)) that the operating system releases when its holder ends, however it ends.</summary>
public sealed class FileLock : IDisposable
{
    private const int LongestProcessId = 20;
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock at once or not at all, and leaves this process' id in the file for others to read.</summary>
    /// <param name="path">The lock file; created (0600) if missing, never removed.</param>
    /// <exception cref="LockHeldException">Somebody else holds it; says who.</exception>
    /// <exception cref="FileWriteException">The file cannot be created or opened.</exception>
    public static FileLock Acquire(string path)
    {
        FileStream file = Open(path);
        try
        {
            if (!TryLock(file, path))
            {
                throw new LockHeldException(path, ReadHolder(file));
            }

            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new FileLock(file);
        }
        catch (IOException error) when (error is not (LockHeldException or FileWriteException))
        {
            file.Dispose();
            throw new FileWriteException("write", path, ErrorNumber.Of(error), error);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(
                path,
                new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.ReadWrite,
                    // ReadWrite keeps the runtime's own advisory lock, which means the same flock(2), out of the way.
                    Share = FileShare.ReadWrite | FileShare.Delete,
                    BufferSize = 0,
                    UnixCreateMode = AtomicFile.OwnerOnly,
                }
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FileWriteException("lock", path, ErrorNumber.Of(error), error);
        }
    }

    private static bool TryLock(FileStream file, string path)
    {
        while (Libc.Lock(file.SafeFileHandle, Libc.LockExclusive | Libc.LockNonBlocking) != 0)
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

    private static int? ReadHolder(FileStream file)
    {
        byte[] text = new byte[LongestProcessId];
        int length = file.Read(text);
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
