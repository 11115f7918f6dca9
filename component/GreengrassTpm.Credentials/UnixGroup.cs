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
}
