using System.Security.Cryptography;
using System.Text;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// Remembers the PINs that a token has refused, across processes, so that nobody tries one of them again: each try counts in the
/// chip. A file keeps a salt and slow digests, never a PIN. Whatever is wrong with the file, it then remembers nothing.
/// </summary>
/// <param name="path">The file; its folder is root's alone, since a short PIN can be guessed from a digest.</param>
internal sealed class RefusedPin(string path)
{
    private const int SaltLength = 16;
    private const int DigestLength = 32;

    // Several, because two programs may have two wrong ones: neither makes the other forgotten.
    private const int Most = 8;

    // PBKDF2 as OWASP recommends it for HMAC-SHA-256; it is computed only where a PIN was refused.
    private const int Iterations = 600_000;

    /// <summary>Whether this PIN is among them.</summary>
    internal bool Is(string tokenLabel, TokenUser user, Pin pin)
    {
        byte[] content = Read();
        if (content.Length == 0)
        {
            return false;
        }

        byte[] digest = Digest(tokenLabel, user, pin, content.AsSpan(0, SaltLength));
        return Digests(content).Any(one => CryptographicOperations.FixedTimeEquals(one, digest));
    }

    /// <summary>Remembers one more; the oldest goes where there are too many.</summary>
    internal void Remember(string tokenLabel, TokenUser user, Pin pin)
    {
        byte[] content = Read();
        byte[] salt = content.Length == 0 ? RandomNumberGenerator.GetBytes(SaltLength) : content[..SaltLength];
        IEnumerable<byte[]> digests = Digests(content).TakeLast(Most - 1).Append(Digest(tokenLabel, user, pin, salt));
        try
        {
            Write([.. salt, .. digests.SelectMany(digest => digest)]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or StoreFileException)
        {
            // The refusal itself is the error to report.
        }
    }

    // A full disk and a power cut leave what was there before.
    private void Write(byte[] content)
    {
        string temporary = path + ".tmp";
        FileStreamOptions options = new()
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (FileStream file = new(temporary, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        FolderEntries.Sync(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Forgets them: the token has taken a PIN.</summary>
    internal void Forget()
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // They then stay remembered, which hinders nobody who has the right one.
        }
    }

    private byte[] Read()
    {
        try
        {
            byte[] content = File.Exists(path) ? File.ReadAllBytes(path) : [];
            int digests = content.Length - SaltLength;
            return digests is > 0 and <= Most * DigestLength && digests % DigestLength == 0 ? content : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<byte[]> Digests(byte[] content) => content.Skip(SaltLength).Chunk(DigestLength);

    private static byte[] Digest(string tokenLabel, TokenUser user, Pin pin, ReadOnlySpan<byte> salt) =>
        Rfc2898DeriveBytes.Pbkdf2(
            pin.Reveal(),
            [.. salt, .. Encoding.UTF8.GetBytes(tokenLabel), .. Mark(user)],
            Iterations,
            HashAlgorithmName.SHA256,
            DigestLength
        );

    // What is wrong for the one may be right for the other. No label of a token holds a zero.
    private static byte[] Mark(TokenUser user) => user == TokenUser.SecurityOfficer ? [0] : [];
}
