using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// What a native OpenSSL key refers to: the managed side of its sign callback. It is kept alive by a GCHandle that
/// belongs to the native key and is freed with it, so a connection that outlives our own reference still works.
/// </summary>
internal sealed class TokenSigner(SignOnToken sign, int signatureLength)
{
    private readonly AsyncLocal<SigningWatch?> _watch = new();

    /// <summary>Length of this key's signatures in bytes: r ‖ s, or the modulus.</summary>
    public int SignatureLength => signatureLength;

    /// <summary>Notes what this and later asynchronous steps of the caller's flow ask of the token.</summary>
    /// <returns>The notes, written by whichever thread OpenSSL signs on.</returns>
    public SigningWatch Watch() => _watch.Value = new SigningWatch();

    /// <summary>Signs for OpenSSL. An error is noted for the flow that watches, never thrown.</summary>
    /// <returns>A signature of exactly the key's length, or null when there is none.</returns>
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "The caller is native code: an exception that crosses it ends the process. The error is kept."
    )]
    public byte[]? TrySign(TokenSignature signature, ReadOnlySpan<byte> input)
    {
        try
        {
            byte[] result = sign(signature, input);
            if (result.Length != signatureLength)
            {
                throw new InvalidDataException(
                    $"The token answered {signature} with {result.Length} bytes; this key's signatures have "
                        + $"{signatureLength}."
                );
            }

            _watch.Value?.Signed();
            return result;
        }
        catch (Exception e)
        {
            _watch.Value?.Failed(e);
            return null;
        }
    }

    /// <summary>A pointer for a native key's application data; <see cref="Free"/> gives it back.</summary>
    public nint Allocate() => GCHandle.ToIntPtr(GCHandle.Alloc(this));

    /// <summary>The signer behind a native key's application data.</summary>
    public static TokenSigner? From(nint data) => data == 0 ? null : (TokenSigner?)GCHandle.FromIntPtr(data).Target;

    /// <summary>Gives back what <see cref="Allocate"/> gave.</summary>
    public static void Free(nint data)
    {
        if (data != 0)
        {
            GCHandle.FromIntPtr(data).Free();
        }
    }
}
