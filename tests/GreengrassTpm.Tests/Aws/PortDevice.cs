using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.IoT;
using Amazon.IoT.Model;
using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Tests.Credentials;

namespace GreengrassTpm.Tests.Aws;

/// <summary>The device and the cloud of <see cref="AwsGround"/>, opened for the grounds of the ports.</summary>
internal sealed class PortDevice : AwsGround
{
    private const string Create = "CreateCertificateFromCsr";
    private const string Deny = """
        {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iot:Connect","Resource":"*"}}
        """;

    private static readonly Dictionary<string, CloudChangeKind> Kinds = new()
    {
        [Create] = CloudChangeKind.Create,
        [FaultPlan.ProvisionCertificate] = CloudChangeKind.Create,
        [FaultPlan.RegisterThing] = CloudChangeKind.Attach,
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

    /// <summary>Takes a certificate that was made for a key into the device.</summary>
    public CredentialReference Take(string label, X509Certificate2 certificate, ECDsa key) =>
        Hold(label, certificate, key);

    /// <summary>Has the operator, who is somebody else, register a certificate for a request.</summary>
    /// <returns>The certificate in PEM.</returns>
    public async Task<string> SignAsync(string request) =>
        (await Operator.CreateCertificateFromCsrAsync(request, true)).CertificatePem;

    /// <summary>Puts a credential into files, where a nucleus finds it.</summary>
    public void Export(CredentialReference credential, string certificatePath, string keyPath)
    {
        (X509Certificate2 certificate, ECDsa key) = Find(credential);
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
    }

    public Task<UpdateCertificateResponse> DeactivateAsync(string certificate) =>
        Operator.UpdateCertificateAsync(certificate, CertificateStatus.INACTIVE);

    public async Task DenyConnectionsAsync()
    {
        await Operator.CreatePolicyAsync("no-connections", Deny);
        await AttachPolicyAsync("no-connections", Active);
    }

    public void GoOffline() => Cloud.Faults.Offline = true;

    public void LoseAnswer() => Cloud.Faults.AddNext(Create, Fault.AnswerLost);

    public void LoseAdmission() => Cloud.Faults.AddNext("AttachPolicy", Fault.AnswerLost);

    public void AnswerForAnotherKey() => Cloud.IssuesForAnotherKey = true;

    public void Refuse() => UseRole(Allow("iot:ListAttachedPolicies", "*"));

    private List<string> RightsOf(CredentialReference credential) =>
        [.. PoliciesOf(credential), .. ThingsOf(credential).Select(attachment => attachment.ThingName)];
}
