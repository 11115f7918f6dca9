using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.IoT;
using Amazon.IoT.Model;
using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Tests.Credentials;

namespace GreengrassTpm.Tests.Aws;

/// <summary>The device and the cloud of <see cref="AwsGround"/>, for the contracts of the ports.</summary>
internal sealed class AwsPortGround : RotationPortGround
{
    private readonly Device _device = new();

    public AwsPortGround() => Wait(_device.StartAsync);

    public override RotationPorts Ports => _device.Ports;

    public override CredentialReference Active => _device.ActiveCredential;

    public override IReadOnlyDictionary<string, CloudCertificate> Certificates => _device.Certificates;

    public override IReadOnlyList<CloudChange> Changes => _device.Changes;

    public override IReadOnlyList<CloudHandshake> Handshakes => _device.Handshakes;

    public override IReadOnlyList<string> ClientIds => _device.ClientIds;

    public override string ThingName => Device.Name;

    public override byte[] MakeRequest()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=device", key, HashAlgorithmName.SHA256).CreateSigningRequest();
    }

    public override CredentialReference Stage() => Fetch(_device.StageAsync);

    /// <summary>This program is itself the user of the credential, so there is none but the active one.</summary>
    public override void Use(CredentialReference? credential)
    {
        if (credential is null)
        {
            Deactivate(Active.CertificateId);
        }
    }

    public override void Deactivate(string certificate) => Wait(() => _device.DeactivateAsync(certificate));

    public override void GoOffline() => _device.GoOffline();

    public override void LoseAnswer() => _device.LoseAnswer();

    public override void AnswerForAnotherKey() => _device.AnswerForAnotherKey();

    public override void Refuse() => _device.Refuse();

    public override IReadOnlyList<string> TokenContents() => _device.TokenContents;

    protected override void Dispose(bool disposing) => Wait(_device.DisposeAsync);

    private static void Wait(Func<Task> act) => Task.Run(act).GetAwaiter().GetResult();

    private static T Fetch<T>(Func<Task<T>> act) => Task.Run(act).GetAwaiter().GetResult();

    private sealed class Device : AwsGround
    {
        private const string Create = "CreateCertificateFromCsr";

        private static readonly Dictionary<string, CloudChangeKind> Kinds = new()
        {
            [Create] = CloudChangeKind.Create,
            ["AttachPolicy"] = CloudChangeKind.Attach,
            ["AttachThingPrincipal"] = CloudChangeKind.Attach,
            ["DetachPolicy"] = CloudChangeKind.Detach,
            ["DetachThingPrincipal"] = CloudChangeKind.Detach,
            ["UpdateCertificate"] = CloudChangeKind.Deactivate,
            ["DeleteCertificate"] = CloudChangeKind.Delete,
        };

        public RotationPorts Ports =>
            new(
                new ControlPlaneIssuer(Settings, Exchange, TimeProvider.System),
                Registry,
                new CredentialProver(Settings, Open, Exchange, TimeProvider.System),
                new DirectConfirmer(Settings, Open, Exchange, TimeProvider.System),
                new NoActivation()
            );

        public CredentialReference ActiveCredential => Active;

        public static string Name => Thing;

        public IReadOnlyList<string> TokenContents => Held;

        public IReadOnlyDictionary<string, CloudCertificate> Certificates =>
            Cloud
                .Snapshot()
                .Certificates.ToDictionary(
                    one => one.Id,
                    one => new CloudCertificate(one.IsActive, RightsOf(new CredentialReference("", one.Id)))
                );

        public IReadOnlyList<CloudChange> Changes =>
            [
                .. Cloud
                    .Calls.Where(call => call.Error is null or RecordedCall.AnswerLost)
                    .Where(call => Kinds.ContainsKey(call.Operation))
                    .Select(call => new CloudChange(
                        Kinds[call.Operation],
                        call.Resource!.Split('/')[^1],
                        call.Caller?.Contains(":assumed-role/", StringComparison.Ordinal) == true
                            ? call.Caller.Split('/')[^1]
                            : null
                    )),
            ];

        public IReadOnlyList<CloudHandshake> Handshakes
        {
            get
            {
                string[] versions = [.. Cloud.Calls.Select(call => call.Tls).OfType<string>()];
                bool isEachSigned = versions.Length + ClientIds.Count <= Signatures;
                return [.. versions.Select(version => new CloudHandshake(version, !isEachSigned))];
            }
        }

        public IReadOnlyList<string> ClientIds =>
            [
                .. Cloud
                    .Calls.Where(call => call.Operation == FaultPlan.Connect)
                    .Select(call => call.Resource!.Split('/')[^1]),
            ];

        public async Task StartAsync()
        {
            await InitializeAsync();
            await Operator.CreateThingAsync(new CreateThingRequest { ThingName = "valve" });
            CredentialReference other = await NewCredentialAsync("another device");
            await Operator.AttachThingPrincipalAsync("valve", Arn(other));
        }

        public Task<CredentialReference> StageAsync() => NewCredentialAsync("greenkey.next");

        public Task<UpdateCertificateResponse> DeactivateAsync(string certificate) =>
            Operator.UpdateCertificateAsync(certificate, CertificateStatus.INACTIVE);

        public void GoOffline() => Cloud.Faults.Offline = true;

        public void LoseAnswer() => Cloud.Faults.AddNext(Create, Fault.AnswerLost);

        public void AnswerForAnotherKey() => Cloud.IssuesForAnotherKey = true;

        public void Refuse() => UseRole(Allow("iot:ListAttachedPolicies", "*"));

        private List<string> RightsOf(CredentialReference credential) =>
            [.. PoliciesOf(credential), .. ThingsOf(credential).Select(attachment => attachment.ThingName)];
    }
}
