using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GreengrassTpm.Testing;

/// <summary>
/// A character device that its first user has for itself, as a TPM without resource manager is: a pseudo-terminal in exclusive
/// mode (ioctl_tty(2), TIOCEXCL). Whoever else opens it is told EBUSY, unless he is root.
/// </summary>
public sealed class ExclusiveDevice : IDisposable
{
    private const nuint ExclusiveMode = 0x540C;
    private const int LongestName = 64;

    private const UnixFileMode EveryoneReadsAndWrites =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite;

    private readonly SafeFileHandle _master;
    private readonly SafeFileHandle _device;

    private ExclusiveDevice(SafeFileHandle master, SafeFileHandle device, string path)
    {
        _master = master;
        _device = device;
        Path = path;
    }

    /// <summary>Gets its path.</summary>
    public string Path { get; }

    /// <summary>Opens a new one.</summary>
    /// <returns>The device, which others can open again once it is disposed of.</returns>
    /// <exception cref="IOException">The system has none.</exception>
    public static ExclusiveDevice Open()
    {
        byte[] name = new byte[LongestName];
        Require(LibC.OpenTerminal(out int master, out int device, name, 0, 0), "openpty");
        var opened = new ExclusiveDevice(
            new SafeFileHandle(master, ownsHandle: true),
            new SafeFileHandle(device, ownsHandle: true),
            Encoding.ASCII.GetString(name.AsSpan(0, Array.IndexOf(name, (byte)0)))
        );
        File.SetUnixFileMode(opened.Path, EveryoneReadsAndWrites);
        Require(LibC.Control(device, ExclusiveMode), "TIOCEXCL");
        return opened;
    }

    /// <summary>Closes it.</summary>
    public void Dispose()
    {
        _device.Dispose();
        _master.Dispose();
    }

    private static void Require(int result, string call)
    {
        if (result != 0)
        {
            throw new IOException($"{call} failed.");
        }
    }
}
