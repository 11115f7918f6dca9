using System.Security.Cryptography;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>The PIN within a configuration that this product has written. Its letters and digits need no escaping there.</summary>
internal static class PinText
{
    private const long LargestFile = 64 * 1024;

    /// <summary>Whether a file holds a PIN.</summary>
    internal static bool IsIn(string path, Pin pin)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > LargestFile)
        {
            return false;
        }

        byte[] content = File.ReadAllBytes(path);
        bool isIn = content.AsSpan().IndexOf(pin.Reveal()) >= 0;
        CryptographicOperations.ZeroMemory(content);
        return isIn;
    }

    /// <summary>Whether two files hold the same PIN.</summary>
    /// <exception cref="PinUnusableException">One of them holds none.</exception>
    internal static bool AreSame(string path, string other)
    {
        using Pin one = Pin.ReadFile(path);
        using Pin two = Pin.ReadFile(other);
        return CryptographicOperations.FixedTimeEquals(one.Reveal(), two.Reveal());
    }

    /// <summary>Puts another PIN into its place; mode and group stay.</summary>
    /// <exception cref="FileWriteException">It could not be written; the old one is whole.</exception>
    internal static void Replace(string path, Pin pin, Pin next)
    {
        byte[] content = File.ReadAllBytes(path);
        byte[] changed = Exchange(content, pin.Reveal(), next.Reveal());
        try
        {
            AtomicFile.Replace(path, changed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
            CryptographicOperations.ZeroMemory(changed);
        }
    }

    private static byte[] Exchange(ReadOnlySpan<byte> content, ReadOnlySpan<byte> old, ReadOnlySpan<byte> next)
    {
        List<byte> changed = new(content.Length);
        for (int at; (at = content.IndexOf(old)) >= 0; content = content[(at + old.Length)..])
        {
            changed.AddRange(content[..at]);
            changed.AddRange(next);
        }

        changed.AddRange(content);
        return [.. changed];
    }
}
