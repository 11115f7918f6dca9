using Microsoft.Win32.SafeHandles;

namespace GreengrassTpm.Credentials;

/// <summary>A regular file that is known by one name only, opened without following a link.</summary>
internal static unsafe class LinklessFile
{
    // struct statx (statx(2)), the same on all architectures.
    private const int StatLength = 256;
    private const int LinksOffset = 16;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000; // S_IFMT
    private const int RegularFile = 0x8000; // S_IFREG

    /// <summary>Opens a file for changes of its owner and mode; what is looked at is what is changed.</summary>
    /// <exception cref="FileWriteException">ELOOP: a symbolic link; EMLINK: a hard link; EINVAL: no file; or it cannot be opened.</exception>
    internal static SafeFileHandle Open(string path)
    {
        int descriptor = Libc.Open(path, Libc.ReadOnlyNoLink);
        if (descriptor < 0)
        {
            throw new FileWriteException("share", path, ErrorNumber.Last());
        }

        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        int number = Problem(file);
        if (number == 0)
        {
            return file;
        }

        file.Dispose();
        throw new FileWriteException("share", path, number);
    }

    private static int Problem(SafeFileHandle file)
    {
        byte* status = stackalloc byte[StatLength];
        if (Libc.Status(file, "", Libc.StatusOfDescriptor, Libc.StatusTypeAndLinks, status) != 0)
        {
            return ErrorNumber.Last();
        }

        return (*(ushort*)(status + ModeOffset) & TypeMask) != RegularFile ? ErrorNumber.Invalid
            : *(uint*)(status + LinksOffset) != 1 ? ErrorNumber.ManyLinks
            : 0;
    }
}
