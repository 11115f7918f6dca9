using Microsoft.Win32.SafeHandles;

namespace GreengrassTpm.Credentials;

/// <summary>A group of the operating system, for example <c>tss</c>, whose members may use the TPM.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its number (gid).</param>
public sealed record UnixGroup(string Name, int Id)
{
    private const int LargestEntry = 1 << 20;

    /// <summary>Looks a group up in the system's databases (getgrnam_r(3), hence also in LDAP and the like).</summary>
    /// <returns>The group, or <see langword="null"/> if there is none of that name.</returns>
    /// <exception cref="IOException">The databases could not be read.</exception>
    public static unsafe UnixGroup? Find(string name)
    {
        for (int size = 1024; size <= LargestEntry; size *= 4)
        {
            byte[] buffer = new byte[size];
            Libc.GroupEntry entry;
            Libc.GroupEntry* found;
            int number;
            fixed (byte* start = buffer)
            {
                number = Libc.FindGroup(name, &entry, start, (nuint)size, &found);
            }

            if (number == 0)
            {
                return found is null ? null : new UnixGroup(name, entry.GroupId);
            }

            // Not found is reported in several ways (getgrnam(3), "ERRORS"); only a small buffer is worth another try.
            if (number is not (Libc.BufferTooSmall or Libc.Interrupted))
            {
                return null;
            }
        }

        throw new IOException($"the entry of group {name} is larger than {LargestEntry} bytes");
    }

    /// <summary>Makes this the group of a file or folder; its user stays. A symbolic link is not followed.</summary>
    /// <exception cref="FileWriteException">Not permitted or no such file.</exception>
    public void Own(string path)
    {
        if (Libc.ChangeOwner(path, Libc.KeepOwner, Id) != 0)
        {
            throw new FileWriteException($"give to group {Name}", path, ErrorNumber.Last());
        }
    }

    /// <summary>
    /// Makes this the group of a file in a folder that others may write to, and gives the file a mode. A file of another place that
    /// somebody has linked into the folder is refused, else its group and mode would be what changes.
    /// </summary>
    /// <param name="path">A regular file with one name.</param>
    /// <param name="mode">Its permissions.</param>
    /// <exception cref="FileWriteException">It is a link (ELOOP, EMLINK) or no regular file (EINVAL), or it may not be changed.</exception>
    public void Share(string path, UnixFileMode mode)
    {
        using SafeFileHandle file = LinklessFile.Open(path);
        if (Libc.ChangeOwner(file, Libc.KeepOwner, Id) != 0)
        {
            throw new FileWriteException($"give to group {Name}", path, ErrorNumber.Last());
        }

        File.SetUnixFileMode(file, mode);
    }
}
