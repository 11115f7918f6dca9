using System.Security.Cryptography;
using System.Text.Unicode;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// A user or security officer PIN. Its memory is pinned, so that the garbage collector leaves no copies, and wiped at
/// <see cref="Dispose"/>. It is never a string.
/// </summary>
public sealed class Pin : IDisposable
{
    /// <summary>The longest PIN that is accepted, in bytes; tpm2-pkcs11 takes no more.</summary>
    public const int MaximumLength = 128;

    // 24 characters out of 62 are 142 bits; none of them needs quoting in YAML, in a URI or in openssl.cnf.
    private const int GeneratedLength = 24;
    private static readonly byte[] Alphabet = [.. "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"u8];

    private readonly byte[] _bytes;
    private bool _disposed;

    private Pin(int length) => _bytes = GC.AllocateUninitializedArray<byte>(length, pinned: true);

    /// <summary>A PIN was refused once; it is not to be tried again anywhere.</summary>
    internal bool WasRefused { get; set; }

    /// <summary>Takes a copy; the caller wipes its own.</summary>
    /// <param name="utf8">1 to <see cref="MaximumLength"/> bytes of UTF-8 without control characters.</param>
    /// <exception cref="PinUnusableException">It is empty, too long, not UTF-8, or holds a control character.</exception>
    public static Pin FromUtf8(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty || utf8.Length > MaximumLength)
        {
            throw new PinUnusableException($"it has {utf8.Length} bytes; 1 to {MaximumLength} are allowed");
        }

        if (!Utf8.IsValid(utf8) || utf8.IndexOfAnyInRange((byte)0, (byte)0x1F) >= 0 || utf8.Contains((byte)0x7F))
        {
            throw new PinUnusableException("it is not UTF-8 text without control characters");
        }

        var pin = new Pin(utf8.Length);
        utf8.CopyTo(pin._bytes);
        return pin;
    }

    /// <summary>Makes a new one of 142 random bits: 24 ASCII letters and digits.</summary>
    public static Pin Generate()
    {
        var pin = new Pin(GeneratedLength);
        RandomNumberGenerator.GetItems(Alphabet, pin._bytes);
        return pin;
    }

    /// <summary>Reads a file that holds the PIN and nothing else; one line end after it is ignored.</summary>
    /// <exception cref="PinUnusableException">The file cannot be read, or what it holds cannot be a PIN; names the file.</exception>
    public static Pin ReadFile(string path)
    {
        byte[] buffer = GC.AllocateArray<byte>(MaximumLength + 3, pinned: true);
        try
        {
            // Without a buffer of its own, which would keep a copy; it may be a pipe.
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            int length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);

            return FromUtf8(WithoutLineEnd(buffer.AsSpan(0, length)));
        }
        catch (Exception error)
            when (error is IOException or UnauthorizedAccessException or NotSupportedException or PinUnusableException)
        {
            throw new PinUnusableException(path, error);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    /// <summary>The PIN itself, as UTF-8. Valid until <see cref="Dispose"/>; the caller makes no copy that it does not wipe.</summary>
    /// <exception cref="ObjectDisposedException">The PIN has been wiped.</exception>
    public ReadOnlySpan<byte> Reveal() => Bytes();

    /// <summary>The PIN in the shape that Pkcs11Interop takes. Not to be kept.</summary>
    internal byte[] Bytes()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _bytes;
    }

    /// <summary>Never the PIN.</summary>
    public override string ToString() => "[redacted]";

    /// <summary>Wipes the PIN.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _disposed = true;
    }

    private static ReadOnlySpan<byte> WithoutLineEnd(ReadOnlySpan<byte> text)
    {
        if (text.EndsWith("\n"u8))
        {
            text = text[..^1];
        }

        return text.EndsWith("\r"u8) ? text[..^1] : text;
    }
}
