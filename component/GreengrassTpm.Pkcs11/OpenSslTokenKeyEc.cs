using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace GreengrassTpm.Pkcs11;

/// <summary>EC keys whose signatures are made by a <see cref="TokenSigner"/> (EC_KEY_METHOD_new(3)).</summary>
internal static unsafe class OpenSslTokenKeyEc
{
    // Process-wide because OpenSSL has it so: an index, once reserved, stays, and a method table must outlive the last
    // key that uses it, of which OpenSSL tells nothing. One of each serves every key. The index has no free function:
    // that would be called for every EC key of the process, also by other libraries while the process ends.
    private static readonly Lazy<int> SignerIndex = new(() =>
        LibCrypto.CRYPTO_get_ex_new_index(LibCrypto.ExIndexEcKey, 0, 0, 0, 0, 0)
    );
    private static readonly Lazy<nint> Method = new(CreateMethod);

    /// <summary>Makes a native key.</summary>
    /// <param name="publicKey">The public key, on a curve of <see cref="EcCurve"/>.</param>
    /// <param name="signer">Makes its signatures.</param>
    /// <exception cref="LibCryptoException">OpenSSL refused.</exception>
    public static SafeEvpPKeyHandle Create(ECParameters publicKey, TokenSigner signer)
    {
        EcCurve curve = EcCurve.Of(publicKey);
        byte[] point = [0x04, .. publicKey.Q.X!, .. publicKey.Q.Y!];
        using SafeEcKeyHandle key = LibCrypto.EC_KEY_new_by_curve_name(curve.OpenSslId);
        LibCrypto.Require(key.IsInvalid ? 0 : 1, nameof(LibCrypto.EC_KEY_new_by_curve_name));
        LibCrypto.Require(LibCrypto.EC_KEY_set_method(key, Method.Value), nameof(LibCrypto.EC_KEY_set_method));
        fixed (byte* bytes = point)
        {
            LibCrypto.Require(
                LibCrypto.EC_KEY_oct2key(key, bytes, (nuint)point.Length, 0),
                nameof(LibCrypto.EC_KEY_oct2key)
            );
        }

        LibCrypto.Require(Attach(key.DangerousGetHandle(), signer), nameof(LibCrypto.EC_KEY_set_ex_data));
        SafeEvpPKeyHandle wrapped = LibCrypto.EVP_PKEY_new();
        if (LibCrypto.EVP_PKEY_set1_EC_KEY(wrapped, key) != 1)
        {
            wrapped.Dispose();
            LibCrypto.Require(0, nameof(LibCrypto.EVP_PKEY_set1_EC_KEY));
        }

        return wrapped;
    }

    private static int Attach(nint key, TokenSigner signer)
    {
        nint data = signer.Allocate();
        int done = LibCrypto.EC_KEY_set_ex_data(key, SignerIndex.Value, data);
        if (done != 1)
        {
            TokenSigner.Free(data);
        }

        return done;
    }

    private static nint CreateMethod()
    {
        nint method = LibCrypto.EC_KEY_METHOD_new(LibCrypto.EC_KEY_OpenSSL());
        LibCrypto.Require(method == 0 ? 0 : 1, nameof(LibCrypto.EC_KEY_METHOD_new));
        LibCrypto.EC_KEY_METHOD_get_sign(method, out nint sign, out nint signSetup, out _);
        LibCrypto.EC_KEY_METHOD_set_sign(method, sign, signSetup, &Sign);
        LibCrypto.EC_KEY_METHOD_set_init(method, 0, &Finish, &Copy, 0, 0, 0);
        return method;
    }

    /// <summary>
    /// ECDSA uses the leftmost bits of a digest longer than the curve's order (FIPS 186-5, 6.4.1); tokens differ in
    /// whether they cut it themselves, so it is cut here.
    /// </summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Sign(byte* digest, int length, nint inverse, nint r, nint key)
    {
        TokenSigner? signer = TokenSigner.From(LibCrypto.EC_KEY_get_ex_data(key, SignerIndex.Value));
        if (signer is null)
        {
            return 0;
        }

        var input = new ReadOnlySpan<byte>(digest, Math.Min(length, signer.SignatureLength / 2));
        byte[]? signature = signer.TrySign(TokenSignature.Ecdsa, input);
        return signature is null ? 0 : ToNative(signature);
    }

    /// <summary>OpenSSL frees a key of ours: its reference to the signer goes with it.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Finish(nint key) => TokenSigner.Free(LibCrypto.EC_KEY_get_ex_data(key, SignerIndex.Value));

    /// <summary>OpenSSL copies a key of ours, application data included: the copy needs a reference of its own.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Copy(nint copy, nint original)
    {
        TokenSigner? signer = TokenSigner.From(LibCrypto.EC_KEY_get_ex_data(original, SignerIndex.Value));
        return signer is null ? 0 : Attach(copy, signer);
    }

    /// <summary>r ‖ s as an ECDSA_SIG, or 0 when memory is short.</summary>
    private static nint ToNative(byte[] signature)
    {
        int half = signature.Length / 2;
        fixed (byte* bytes = signature)
        {
            nint result = LibCrypto.ECDSA_SIG_new();
            nint r = LibCrypto.BN_bin2bn(bytes, half, 0);
            nint s = LibCrypto.BN_bin2bn(bytes + half, half, 0);
            if (result != 0 && LibCrypto.ECDSA_SIG_set0(result, r, s) == 1)
            {
                return result;
            }

            LibCrypto.BN_free(r);
            LibCrypto.BN_free(s);
            LibCrypto.ECDSA_SIG_free(result);
            return 0;
        }
    }
}
