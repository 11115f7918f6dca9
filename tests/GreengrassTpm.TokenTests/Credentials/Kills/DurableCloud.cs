using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Tests.Credentials;
using GreengrassTpm.TokenTests.Pkcs11;

namespace GreengrassTpm.TokenTests.Credentials;

/// <summary>An imagined cloud that outlives the processes of a device: its certificates are kept in a file.</summary>
internal sealed class DurableCloud : IDisposable
{
    private readonly string _file;
    private readonly TokenLocation _token;

    /// <summary>Opens it.</summary>
    /// <param name="file">The file; a missing one is an empty cloud.</param>
    /// <param name="token">The token that signs, and whose label is in use.</param>
    public DurableCloud(string file, TokenLocation token)
    {
        _file = file;
        _token = token;
        Cloud = new ImaginedCloud(CanSign, InUse) { After = _ => Save() };
        if (File.Exists(file))
        {
            foreach (var line in File.ReadAllLines(file))
            {
                var fields = line.Split(' ');
                Cloud.Certificates[fields[0]] = new ImaginedCertificate
                {
                    Active = fields[1] == "active",
                    Admitted = fields[2] == "admitted",
                };
            }
        }
    }

    public ImaginedCloud Cloud { get; }

    /// <summary>The ids of the certificates that the cloud takes.</summary>
    public IEnumerable<string> Working => Cloud.Certificates.Where(pair => pair.Value.Works).Select(pair => pair.Key);

    public void Save() =>
        File.WriteAllLines(
            _file,
            Cloud.Certificates.Select(pair =>
                $"{pair.Key} {(pair.Value.Active ? "active" : "inactive")} {(pair.Value.Admitted ? "admitted" : "inert")}"
            )
        );

    public void Dispose() => Cloud.Dispose();

    private bool CanSign(CredentialReference credential)
    {
        using var pin = TokenGround.OpenPin();
        try
        {
            using var key = TokenTlsKey.Open(_token, pin, credential.Certificate);
            return true;
        }
        catch (CredentialUnusableException)
        {
            return false;
        }
    }

    private string? InUse()
    {
        using var reader = TokenReader.Open(_token);
        try
        {
            return ActiveCredential
                .Of(_token.TokenLabel, reader.ReadContents(), RotationGround.Label, loggedIn: false)
                .Certificate.Identity.Digest;
        }
        catch (CredentialUnusableException)
        {
            return null;
        }
    }
}
