using System.Diagnostics.CodeAnalysis;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.FakeNucleus;

/// <summary>Key and certificate on an open token.</summary>
[SuppressMessage(
    "Reliability",
    "CA2000:Dispose objects before losing scope",
    Justification = "The reader is the credential's; a failed step disposes it."
)]
internal sealed class OpenCredential : IDisposable
{
    private readonly TokenReader _reader;
    private readonly TokenTlsKey _key;

    private OpenCredential(TokenReader reader, TokenTlsKey key)
    {
        _reader = reader;
        _key = key;
    }

    public OpenSslTokenKey Key => _key.Key;

    /// <summary>Opens the token and finds the credential.</summary>
    /// <param name="settings">Where it is.</param>
    /// <param name="likeClassic">Whether the rules of the Java key store hold as well: key and certificate are paired by CKA_ID.</param>
    /// <exception cref="TokenException">The token or the credential cannot be used.</exception>
    /// <exception cref="InvalidDataException">Key and certificate are no pair.</exception>
    public static OpenCredential Open(DeviceSettings settings, bool likeClassic)
    {
        string label = Pkcs11Uri.Parse(settings.PrivateKeyPath).ObjectLabel ?? "";
        using Pin pin = settings.ReadPin();
        var reader = TokenReader.Open(settings.Token(), pin);
        try
        {
            if (likeClassic)
            {
                RequireOnePair(reader, label);
            }

            return new OpenCredential(reader, TokenTlsKey.On(reader, label));
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _key.Dispose();
        _reader.Dispose();
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
