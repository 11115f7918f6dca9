using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;
using GreengrassTpm.Tests.Credentials;

namespace GreengrassTpm.Tests.Aws;

/// <summary>
/// The device and the cloud of <see cref="AwsGround"/>, for the contracts of the ports: with AWS IoT's control plane, and without
/// a nucleus.
/// </summary>
internal class AwsPortGround : RotationPortGround
{
    public AwsPortGround() => Wait(Device.StartAsync);

    public override RotationPorts Ports => Device.Ports;

    public override CredentialReference Active => Device.Active;

    public override IReadOnlyDictionary<string, CloudCertificate> Certificates => Device.Certificates;

    public override IReadOnlyList<CloudChange> Changes => Device.Changes;

    public override IReadOnlyList<CloudHandshake> Handshakes => Device.Handshakes;

    public override IReadOnlyList<string> ClientIds => Device.ClientIds;

    public override string ThingName => PortDevice.Name;

    protected PortDevice Device { get; } = new();

    public override byte[] MakeRequest()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=device", key, HashAlgorithmName.SHA256).CreateSigningRequest();
    }

    public override CredentialReference Stage() => Fetch(Device.StageAsync);

    /// <summary>This program is itself the user of the credential, so there is none but the active one.</summary>
    public override void Use(CredentialReference? credential)
    {
        if (credential is null)
        {
            Deactivate(Active.CertificateId);
        }
    }

    public override void Deactivate(string certificate) => Wait(() => Device.DeactivateAsync(certificate));

    public override void DenyConnections() => Wait(Device.DenyConnectionsAsync);

    public override void GoOffline() => Device.GoOffline();

    public override void LoseAnswer() => Device.LoseAnswer();

    public override void LoseAdmission() => Device.LoseAdmission();

    public override void AnswerForAnotherKey() => Device.AnswerForAnotherKey();

    public override void Refuse() => Device.Refuse();

    public override IReadOnlyList<string> TokenContents() => Device.TokenContents;

    protected override void Dispose(bool disposing) => Wait(Device.DisposeAsync);

    protected static void Wait(Func<Task> act) => Task.Run(act).GetAwaiter().GetResult();

    protected static T Fetch<T>(Func<Task<T>> act) => Task.Run(act).GetAwaiter().GetResult();
}
