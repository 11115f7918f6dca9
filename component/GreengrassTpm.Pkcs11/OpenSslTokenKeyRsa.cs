using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace GreengrassTpm.Pkcs11;

/// <summary>RSA keys whose private operation is done by a <see cref="TokenSigner"/> (RSA_meth_new(3)).</summary>
internal static unsafe class OpenSslTokenKeyRsa
{
    // Process-wide because OpenSSL has it so: see OpenSslTokenKeyEc.
    private static readonly Lazy<int> SignerIndex = new(() =>
        LibCrypto.CRYPTO_get_ex_new_index(LibCrypto.ExIndexRsa, 0, 0, 0, 0, 0)
    );
    private static readonly Lazy<nint> Method = new(CreateMethod);

    /// <summary>Makes a native key.</summary>
    /// <param name="publicKey">The public key.</param>
    /// <param name="signer">Does its private operation.</param>
    /// <exception cref="LibCryptoException">OpenSSL refused.</exception>
    public static SafeEvpPKeyHandle Create(RSAParameters publicKey, TokenSigner signer)
    {
        using SafeRsaHandle key = LibCrypto.RSA_new();
        LibCrypto.Require(key.IsInvalid ? 0 : 1, nameof(LibCrypto.RSA_new));
        LibCrypto.Require(LibCrypto.RSA_set_method(key, Method.Value), nameof(LibCrypto.RSA_set_method));
        SetPublicKey(key, publicKey);
        LibCrypto.Require(Attach(key.DangerousGetHandle(), signer), nameof(LibCrypto.RSA_set_ex_data));
        SafeEvpPKeyHandle wrapped = LibCrypto.EVP_PKEY_new();
        if (LibCrypto.EVP_PKEY_set1_RSA(wrapped, key) != 1)
        {
            wrapped.Dispose();
            LibCrypto.Require(0, nameof(LibCrypto.EVP_PKEY_set1_RSA));
        }

        return wrapped;
    }

    private static void SetPublicKey(SafeRsaHandle key, RSAParameters publicKey)
    {
        fixed (byte* modulus = publicKey.Modulus)
        fixed (byte* exponent = publicKey.Exponent)
        {
            nint n = LibCrypto.BN_bin2bn(modulus, publicKey.Modulus!.Length, 0);
            nint e = LibCrypto.BN_bin2bn(exponent, publicKey.Exponent!.Length, 0);
            if (LibCrypto.RSA_set0_key(key, n, e, 0) != 1)
            {
                LibCrypto.BN_free(n);
                LibCrypto.BN_free(e);
                LibCrypto.Require(0, nameof(LibCrypto.RSA_set0_key));
            }
        }
    }

    private static int Attach(nint key, TokenSigner signer)
    {
        nint data = signer.Allocate();
        int done = LibCrypto.RSA_set_ex_data(key, SignerIndex.Value, data);
        if (done != 1)
        {
            TokenSigner.Free(data);
        }

        return done;
    }

    private static nint CreateMethod()
    {
        nint method = LibCrypto.RSA_meth_dup(LibCrypto.RSA_PKCS1_OpenSSL());
        LibCrypto.Require(method == 0 ? 0 : 1, nameof(LibCrypto.RSA_meth_dup));
        LibCrypto.Require(
            LibCrypto.RSA_meth_set_priv_enc(method, &PrivateEncrypt),
            nameof(LibCrypto.RSA_meth_set_priv_enc)
        );
        LibCrypto.Require(LibCrypto.RSA_meth_set_finish(method, &Finish), nameof(LibCrypto.RSA_meth_set_finish));
        return method;
    }

    /// <summary>
    /// OpenSSL asks for PKCS#1 v1.5 signatures with the DigestInfo and RSA_PKCS1_PADDING, for RSA-PSS with the block it
    /// has padded itself and RSA_NO_PADDING.
    /// </summary>
    /// <returns>The signature's length, or -1.</returns>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int PrivateEncrypt(int length, byte* input, byte* output, nint key, int padding)
    {
        TokenSigner? signer = TokenSigner.From(LibCrypto.RSA_get_ex_data(key, SignerIndex.Value));
        TokenSignature? signature = padding switch
        {
            LibCrypto.RsaPkcs1Padding => TokenSignature.RsaPkcs1,
            LibCrypto.RsaNoPadding => TokenSignature.RsaRaw,
            _ => null,
        };
        if (signer is null || signature is null)
        {
            return -1;
        }

        byte[]? result = signer.TrySign(signature.Value, new ReadOnlySpan<byte>(input, length));
        if (result is null)
        {
            return -1;
        }

        // OpenSSL's buffer holds RSA_size(3) bytes, the length that TrySign has checked.
        result.CopyTo(new Span<byte>(output, result.Length));
        return result.Length;
    }

    /// <summary>OpenSSL frees a key of ours: its reference to the signer goes with it.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Finish(nint key)
    {
        TokenSigner.Free(LibCrypto.RSA_get_ex_data(key, SignerIndex.Value));

        // The public operations' caches belong to the method that ours was copied from.
        var inherited = (delegate* unmanaged[Cdecl]<nint, int>)
            LibCrypto.RSA_meth_get_finish(LibCrypto.RSA_PKCS1_OpenSSL());
        return inherited == null ? 1 : inherited(key);
    }
}
