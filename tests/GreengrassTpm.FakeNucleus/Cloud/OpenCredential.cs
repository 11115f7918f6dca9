using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.FakeNucleus;

/// <summary>Key and certificate on an open token, or in files.</summary>
[SuppressMessage(
    "Reliability",
    "CA2000:Dispose objects before losing scope",
    Justification = "The reader is the credential's; a failed step disposes it."
)]
internal sealed class OpenCredential : IDisposable
{
    private readonly IDisposable[] _parts;

    private OpenCredential(OpenSslTokenKey key, params IDisposable[] parts)
    {
        Key = key;
        _parts = parts;
    }

    public OpenSslTokenKey Key { get; }

    /// <summary>Opens the token, or the files, and finds the credential.</summary>
    /// <param name="settings">Where it is.</param>
    /// <param name="likeClassic">Whether the rules of the Java key store hold as well: key and certificate are paired by CKA_ID.</param>
    /// <exception cref="TokenException">The token or the credential cannot be used.</exception>
    /// <exception cref="InvalidDataException">Key and certificate are no pair.</exception>
    public static OpenCredential Open(DeviceSettings settings, bool likeClassic)
    {
        if (!settings.PrivateKeyPath.StartsWith("pkcs11:", StringComparison.Ordinal))
        {
            return OpenFiles(settings);
        }

        string label = Pkcs11Uri.Parse(settings.PrivateKeyPath).ObjectLabel ?? "";
        using Pin pin = settings.ReadPin();
        var reader = TokenReader.Open(settings.Token(), pin);
        try
        {
            if (likeClassic)
            {
                RequireOnePair(reader, label);
            }

            var key = TokenTlsKey.On(reader, label);
            return new OpenCredential(key.Key, key, reader);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (IDisposable part in _parts)
        {
            part.Dispose();
        }
    }

    private static OpenCredential OpenFiles(DeviceSettings settings)
    {
        FileKey? key = null;
        try
        {
            key = FileKey.Read(settings.PrivateKeyPath);
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(settings.CertificateFilePath));
            var tls = OpenSslTokenKey.Create(certificate, key.Sign);
            return new OpenCredential(tls, tls, key);
        }
        catch (Exception error) when (error is IOException or CryptographicException or ArgumentException)
        {
            key?.Dispose();
            throw new InvalidDataException(error.Message, error);
        }
    }

    private static void RequireOnePair(TokenReader reader, string label)
    {
        TokenContents contents = reader.ReadContents();
        foreach (TokenObject certificate in contents.WithLabel(TokenObjectClass.Certificate, label))
        {
            TokenObject[] keys =
            [
                .. contents.WithId(certificate.Id).Where(found => found.Class == TokenObjectClass.PrivateKey),
            ];
            if (keys is not [{ Label: { } found }] || found != label)
            {
                throw new InvalidDataException(
                    $"{keys.Length} private keys have the CKA_ID {certificate.IdHex} of the certificate {label}."
                );
            }
        }
    }
}
