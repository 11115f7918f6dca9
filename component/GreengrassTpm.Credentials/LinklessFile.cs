using Microsoft.Win32.SafeHandles;

namespace GreengrassTpm.Credentials;

/// <summary>A regular file that is known by one name only, opened without following a link.</summary>
internal static unsafe class LinklessFile
{
    // struct statx (statx(2)), the same on all architectures.
    private const int StatLength = 256;
    private const int LinksOffset = 16;
    private const int UserOffset = 20;
    private const int GroupOffset = 24;
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

    /// <summary>Whether an open file still has a name: it was not removed meanwhile.</summary>
    /// <exception cref="IOException">The system does not tell.</exception>
    internal static bool HasName(SafeFileHandle file)
    {
        byte* status = stackalloc byte[StatLength];
        return Read(file, status) is int number and not 0
            ? throw new IOException($"an open file cannot be looked at: {ErrorNumber.Name(number)}")
            : *(uint*)(status + LinksOffset) > 0;
    }

    /// <summary>Gives a file the user and group of another.</summary>
    /// <exception cref="FileWriteException">One of them cannot be looked at or changed.</exception>
    internal static void GiveOwner(string path, string like)
    {
        using SafeFileHandle model = Open(like);
        byte* status = stackalloc byte[StatLength];
        if (Read(model, status) is int number and not 0)
        {
            throw new FileWriteException("look at", like, number);
        }

        if (Libc.ChangeOwner(path, *(int*)(status + UserOffset), *(int*)(status + GroupOffset)) != 0)
        {
            throw new FileWriteException("give its owner to", path, ErrorNumber.Last());
        }
    }

    private static int Problem(SafeFileHandle file)
    {
        byte* status = stackalloc byte[StatLength];
        if (Read(file, status) is int number and not 0)
        {
            return number;
        }

        return (*(ushort*)(status + ModeOffset) & TypeMask) != RegularFile ? ErrorNumber.Invalid
            : *(uint*)(status + LinksOffset) != 1 ? ErrorNumber.ManyLinks
            : 0;
    }

    private static int Read(SafeFileHandle file, byte* status) =>
        Libc.Status(file, "", Libc.StatusOfDescriptor, Libc.StatusTypeLinksAndOwner, status) == 0
            ? 0
            : ErrorNumber.Last();
}
