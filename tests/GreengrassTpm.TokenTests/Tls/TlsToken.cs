using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;

namespace GreengrassTpm.TokenTests.Tls;

/// <summary>A token with one credential for each key algorithm, labelled with the algorithm's name.</summary>
public abstract class TlsToken : IDisposable
{
    private readonly Pin _soPin = Pin.Generate();

    public Pin Pin { get; } = Pin.Generate();

    public TestAuthority Authority { get; } = TestAuthority.Create();

    public abstract TokenLocation Location { get; }

    /// <summary>Trusts the authority, nothing else.</summary>
    public TokenTlsOptions Options(TlsVersion version) =>
        new() { Version = version, TrustedRoots = [Authority.Certificate] };

    public TokenTlsKey Open(string label) => TokenTlsKey.Open(Location, Pin, label);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Pin.Dispose();
        _soPin.Dispose();
        Authority.Dispose();
    }

    protected void Fill()
    {
        TokenInitialiser.Initialise(Location, _soPin, Pin);
        foreach (KeyAlgorithm algorithm in Enum.GetValues<KeyAlgorithm>())
        {
            TokenWriter.Write(Location, Pin, token => AddCredential(token, algorithm));
        }
    }

    private void AddCredential(WritableToken token, KeyAlgorithm algorithm)
    {
        byte[] id = RandomNumberGenerator.GetBytes(16);
        TokenObject key = token.GenerateKeyPair(algorithm, algorithm.ToText(), id);
        var publicKey = PublicKey.CreateFromSubjectPublicKeyInfo(key.Content.Span, out _);
        using X509Certificate2 certificate = Authority.Issue(publicKey, $"CN={algorithm.ToText()}");
        token.StoreCertificate(certificate.RawData, algorithm.ToText(), id);
    }
}
