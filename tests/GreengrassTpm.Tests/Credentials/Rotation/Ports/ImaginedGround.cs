using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;

namespace GreengrassTpm.Tests.Credentials;

/// <summary>A device without a token and a cloud without a network: keys in memory, certificates in a dictionary.</summary>
internal sealed class ImaginedGround : RotationPortGround
{
    private readonly ImaginedCloud _cloud;
    private readonly HashSet<string> _onToken = [];
    private string? _inUse;

    public ImaginedGround()
    {
        _cloud = new ImaginedCloud(credential => _onToken.Contains(credential.CertificateId), () => _inUse);
        Active = Make("greenkey", admitted: true);
        _onToken.Remove(Make("another device", admitted: true).CertificateId);
    }

    public override RotationPorts Ports => new(_cloud, _cloud, _cloud, _cloud, new NoActivation());

    public override CredentialReference Active { get; }

    public override IReadOnlyDictionary<string, CloudCertificate> Certificates =>
        _cloud.Certificates.ToDictionary(
            pair => pair.Key,
            pair => new CloudCertificate(pair.Value.Active, pair.Value.Admitted ? ["policy", "thing"] : [])
        );

    public override IReadOnlyList<CloudChange> Changes => [.. _cloud.Changes];

    public override IReadOnlyList<CloudHandshake> Handshakes => [];

    public override IReadOnlyList<string> ClientIds => [];

    public override string ThingName => "thing-1";

    /// <summary>Everything is in memory.</summary>
    public override bool MakesConnections => false;

    public override byte[] MakeRequest()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=thing-1", key, HashAlgorithmName.SHA256).CreateSigningRequest();
    }

    public override CredentialReference Stage() => Make("greenkey.next", admitted: false);

    public override void Use(CredentialReference? credential) => _inUse = credential?.CertificateId;

    public override void Deactivate(string certificate) => _cloud.Certificates[certificate].Active = false;

    public override void DenyConnections()
    {
        // Nobody is asked to connect.
    }

    public override void GoOffline() => _cloud.Reachable = false;

    public override void LoseAnswer() =>
        _cloud.After = call => throw new RotationPortException($"{call}: the connection broke", RetryClass.Retryable);

    public override void LoseAdmission() =>
        _cloud.After = call =>
        {
            _cloud.After = null;
            throw new RotationPortException($"{call}: the connection broke", RetryClass.Retryable);
        };

    public override void AnswerForAnotherKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _cloud.Issued = new CertificateOptions { OtherKey = new PublicKey(key) };
    }

    public override void Refuse() =>
        _cloud.Before = call =>
            throw new RotationPortException($"{call} was refused", RetryClass.Permanent) { IsWithoutEffect = true };

    public override IReadOnlyList<string> TokenContents() => [.. _onToken.Order(StringComparer.Ordinal)];

    protected override void Dispose(bool disposing) => _cloud.Dispose();

    private CredentialReference Make(string label, bool admitted)
    {
        using var certificate = _cloud.Authority.Issue(MakeRequest());
        _cloud.Register(certificate);
        var id = Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));
        _cloud.Certificates[id].Admitted = admitted;
        _onToken.Add(id);
        return new CredentialReference(label, id);
    }
}
