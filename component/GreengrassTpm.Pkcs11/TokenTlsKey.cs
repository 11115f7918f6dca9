using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// A credential on a token, ready for TLS. The module stays open and logged in, and so reserved in this process, for the
/// life of the object; connections that are still open then can go on but not sign again.
/// </summary>
public sealed class TokenTlsKey : IDisposable
{
    private readonly TokenReader? _ownReader;

    private TokenTlsKey(OpenSslTokenKey key, TokenReader? ownReader)
    {
        Key = key;
        _ownReader = ownReader;
    }

    /// <summary>The key, for <see cref="TokenTlsClient"/> and <see cref="MutualTlsProbe"/>.</summary>
    public OpenSslTokenKey Key { get; }

    /// <summary>The certificate with the token's key attached, for whatever takes a client certificate.</summary>
    public X509Certificate2 Certificate => Key.Certificate;

    /// <summary>Opens the module, logs in by one try and finds the credential.</summary>
    /// <param name="location">The token.</param>
    /// <param name="pin">The user PIN. Remains the caller's.</param>
    /// <param name="label">CKA_LABEL of the private key and of the certificate.</param>
    /// <exception cref="TokenException">
    /// What <see cref="TokenReader.Open"/> throws; <see cref="CredentialUnusableException"/>; <see cref="LibCryptoException"/>.
    /// </exception>
    /// <exception cref="NotSupportedException">The key is neither RSA nor on P-256 or P-384.</exception>
    public static TokenTlsKey Open(TokenLocation location, Pin pin, string label) =>
        Open(location, pin, (token, contents) => TokenCredential.Choose(token, contents, label));

    /// <summary>Opens the module, logs in by one try and finds a certificate and its key, whatever their labels.</summary>
    /// <param name="location">The token.</param>
    /// <param name="pin">The user PIN. Remains the caller's.</param>
    /// <param name="certificate">The certificate.</param>
    /// <exception cref="TokenException">
    /// What <see cref="TokenReader.Open"/> throws; <see cref="CredentialUnusableException"/>; <see cref="LibCryptoException"/>.
    /// </exception>
    /// <exception cref="NotSupportedException">The key is neither RSA nor on P-256 or P-384.</exception>
    public static TokenTlsKey Open(TokenLocation location, Pin pin, ObjectIdentity certificate) =>
        Open(location, pin, (token, contents) => TokenCredential.Choose(token, contents, certificate));

    /// <summary>Finds the credential on a token that is open already, so that the PIN is used once only.</summary>
    /// <param name="reader">The token, logged in. Remains the caller's, and stays open for the life of this object.</param>
    /// <param name="label">CKA_LABEL of the private key and of the certificate.</param>
    /// <exception cref="TokenException"><see cref="CredentialUnusableException"/>, <see cref="LibCryptoException"/> or
    /// <see cref="Pkcs11CallException"/>.</exception>
    /// <exception cref="NotSupportedException">The key is neither RSA nor on P-256 or P-384.</exception>
    public static TokenTlsKey On(TokenReader reader, string label) =>
        new(CreateKey(reader, (token, contents) => TokenCredential.Choose(token, contents, label)), ownReader: null);

    /// <summary>Gives up the key; closes the module if an <c>Open</c> opened it.</summary>
    public void Dispose()
    {
        Key.Dispose();
        _ownReader?.Dispose();
    }

    private static TokenTlsKey Open(
        TokenLocation location,
        Pin pin,
        Func<string, TokenContents, TokenCredential> choose
    )
    {
        // Looked at before the token: no PIN is spent on a key that OpenSSL could not use.
        LibCryptoVersion.RequireUsable();
        var reader = TokenReader.Open(location, pin);
        try
        {
            return new TokenTlsKey(CreateKey(reader, choose), reader);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private static OpenSslTokenKey CreateKey(TokenReader reader, Func<string, TokenContents, TokenCredential> choose)
    {
        TokenCredential credential = choose(reader.Token.Label, reader.ReadContents());
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(credential.Certificate.Content.Span);
        return OpenSslTokenKey.Create(certificate, reader.SignerOf(credential.PrivateKey.Identity));
    }
}
