namespace GreengrassTpm.Verification;

/// <summary>Looks at owners and modes.</summary>
internal static class FileExaminer
{
    /// <summary>What the file system says of a file, folder or device; null where it is missing or hidden from this user.</summary>
    internal static FileFacts? Look(string path)
    {
        try
        {
            return Libc.OwnerOf(path) is (uint user, uint group)
                ? new FileFacts(path, Libc.NameOfUser(user), Libc.NameOfGroup(group), File.GetUnixFileMode(path))
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
