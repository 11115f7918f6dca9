using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// A certificate whose private key stays where it is: an OpenSSL key with the certificate's public key, whose signatures
/// are made by a delegate. SslStream, HttpClient and MQTT clients use <see cref="Certificate"/> like any other. Knows
/// nothing of PKCS#11.
/// </summary>
public sealed class OpenSslTokenKey : IDisposable
{
    private readonly TokenSigner _signer;

    private OpenSslTokenKey(TokenSigner signer, X509Certificate2 certificate)
    {
        _signer = signer;
        Certificate = certificate;
    }

    /// <summary>
    /// The certificate with the key attached. Connections that are open keep the native key alive after
    /// <see cref="Dispose"/>; the delegate must then still answer, or throw.
    /// </summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Attaches a key to its certificate.</summary>
    /// <param name="certificate">EC on P-256 or P-384, or RSA. The caller keeps it and may dispose it.</param>
    /// <param name="sign">Makes the signatures. Called on any thread, possibly several at once.</param>
    /// <exception cref="NotSupportedException">The certificate has a key of another kind.</exception>
    /// <exception cref="LibCryptoException">OpenSSL is missing or refused.</exception>
    public static OpenSslTokenKey Create(X509Certificate2 certificate, SignOnToken sign)
    {
        LibCryptoVersion.RequireUsable();
        using ECDsa? ec = certificate.GetECDsaPublicKey();
        using RSA? rsa = certificate.GetRSAPublicKey();
        if (ec is not null)
        {
            return ForEc(certificate, ec.ExportParameters(includePrivateParameters: false), sign);
        }

        if (rsa is not null)
        {
            return ForRsa(certificate, rsa.ExportParameters(includePrivateParameters: false), sign);
        }

        throw new NotSupportedException(
            $"A certificate with a {certificate.PublicKey.Oid.FriendlyName} key cannot be used for TLS here: EC and RSA can."
        );
    }

    private static OpenSslTokenKey ForEc(X509Certificate2 certificate, ECParameters publicKey, SignOnToken sign)
    {
        var signer = new TokenSigner(sign, 2 * EcCurve.Of(publicKey).Size);
        using SafeEvpPKeyHandle key = OpenSslTokenKeyEc.Create(publicKey, signer);
        using var privateKey = new ECDsaOpenSsl(key);
        return new OpenSslTokenKey(signer, certificate.CopyWithPrivateKey(privateKey));
    }

    private static OpenSslTokenKey ForRsa(X509Certificate2 certificate, RSAParameters publicKey, SignOnToken sign)
    {
        var signer = new TokenSigner(sign, publicKey.Modulus!.Length);
        using SafeEvpPKeyHandle key = OpenSslTokenKeyRsa.Create(publicKey, signer);
        using var privateKey = new RSAOpenSsl(key);
        return new OpenSslTokenKey(signer, certificate.CopyWithPrivateKey(privateKey));
    }

    /// <summary>
    /// Runs something that makes a TLS connection with this key. OpenSSL can report no more than that signing failed;
    /// here the token's own error is kept and thrown in its place.
    /// </summary>
    /// <param name="connect">Makes the connection; any number of asynchronous steps.</param>
    /// <exception cref="TokenSigningException">It failed after the token had refused to sign.</exception>
    public async Task<T> SurfaceSigningErrorsAsync<T>(Func<Task<T>> connect)
    {
        SigningWatch watch = Watch();
        try
        {
            return await connect();
        }
        catch (Exception e) when (watch.Error is not null and not OperationCanceledException)
        {
            throw new TokenSigningException(watch.Error, e);
        }
    }

    /// <summary>
    /// Notes what the calling asynchronous method, and what it calls, asks of the token from here on; the method's own
    /// caller is not watched.
    /// </summary>
    internal SigningWatch Watch() => _signer.Watch();

    /// <summary>Gives up our reference to the native key.</summary>
    public void Dispose() => Certificate.Dispose();
}
