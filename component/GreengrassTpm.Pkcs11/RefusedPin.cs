using System.Security.Cryptography;
using System.Text;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// Remembers the PIN that a token has refused, across processes, so that nobody tries it again: each try counts in the chip. A
/// file keeps a salted, slow digest, never the PIN. Whatever is wrong with the file, it then remembers nothing.
/// </summary>
/// <param name="path">The file; its folder is root's alone, since a short PIN can be guessed from a digest.</param>
internal sealed class RefusedPin(string path)
{
    private const int SaltLength = 16;
    private const int DigestLength = 32;

    // PBKDF2 as OWASP recommends it for HMAC-SHA-256; it is computed only where a PIN was refused.
    private const int Iterations = 600_000;

    /// <summary>Whether this PIN is the one.</summary>
    internal bool Is(string tokenLabel, Pin pin)
    {
        try
        {
            byte[] content = File.Exists(path) ? File.ReadAllBytes(path) : [];
            return content.Length == SaltLength + DigestLength
                && CryptographicOperations.FixedTimeEquals(
                    content.AsSpan(SaltLength),
                    Digest(tokenLabel, pin, content.AsSpan(0, SaltLength))
                );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Remembers it, in place of another.</summary>
    internal void Remember(string tokenLabel, Pin pin)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltLength);
        try
        {
            FileStreamOptions options = new()
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using FileStream file = new(path, options);
            file.Write([.. salt, .. Digest(tokenLabel, pin, salt)]);
            file.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The refusal itself is the error to report.
        }
    }

    /// <summary>Forgets it: the token has taken a PIN.</summary>
    internal void Forget()
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It then stays remembered, which hinders nobody who has the right one.
        }
    }

    private static byte[] Digest(string tokenLabel, Pin pin, ReadOnlySpan<byte> salt) =>
        Rfc2898DeriveBytes.Pbkdf2(
            pin.Reveal(),
            [.. salt, .. Encoding.UTF8.GetBytes(tokenLabel)],
            Iterations,
            HashAlgorithmName.SHA256,
            DigestLength
        );
}
