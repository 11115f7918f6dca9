using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.IoT;
using Amazon.IoT.Model;
using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Aws;

/// <summary>
/// A cloud with one device: its keys are in memory behind the sign delegate that a token has, its role is the one that ships,
/// and it has one active credential, attached to its thing and with one policy.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "The test framework calls DisposeAsync, which disposes of it."
)]
public abstract class AwsGround : IAsyncLifetime
{
    protected const string Thing = "pump";
    protected const string Alias = "GreengrassRole";
    protected const string Policy = "device";
    protected const string AllowAll = """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}
        """;

    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Dictionary<string, (X509Certificate2 Certificate, ECDsa Key)> _keys = [];
    private readonly string _roots = Path.GetTempFileName();
    private AmazonIoTClient? _operator;
    private int _signatures;

    protected internal LocalCloudServer Cloud { get; private set; } = null!;

    protected internal CredentialReference Active { get; private set; } = null!;

    protected internal AwsSettings Settings { get; private set; } = null!;

    protected AmazonIoTClient Operator => _operator!;

    protected internal TokenExchange Exchange => new(Settings, Open);

    protected internal CertificateRegistry Registry => new(Settings, Exchange, TimeProvider.System);

    protected static CancellationToken Cancellation => None;

    public async Task InitializeAsync()
    {
        Cloud = await LocalCloudServer.StartAsync();
        await File.WriteAllTextAsync(_roots, Cloud.CaPem);
        Settings = SettingsFor(Cloud);
        _operator = new AmazonIoTClient(
            Cloud.AccessKeyId,
            Cloud.SecretAccessKey,
            new AmazonIoTConfig
            {
                ServiceURL = Cloud.ControlEndpoint.AbsoluteUri,
                AuthenticationRegion = Cloud.Account.Region,
            }
        );
        UseRole(DeviceRole(Cloud.Account));
        await Operator.CreateThingAsync(new CreateThingRequest { ThingName = Thing });
        await Operator.CreatePolicyAsync(Policy, AllowAll);
        Active = await NewCredentialAsync("greenkey");
        await AttachAsync(Active);
    }

    public async Task DisposeAsync()
    {
        _operator?.Dispose();
        await Cloud.DisposeAsync();
        foreach ((X509Certificate2 certificate, ECDsa key) in _keys.Values)
        {
            certificate.Dispose();
            key.Dispose();
        }

        File.Delete(_roots);
    }

    /// <summary>The role that ships, with what it may do to other certificates: nothing but delete those that are of no use.</summary>
    protected static string DeviceRole(CloudAccount account) => TokenExchangeRole.PolicyFor(account);

    /// <summary>Gives the device's role one policy.</summary>
    protected void UseRole(params string[] policies) => Cloud.AddRoleAlias(Alias, "DeviceRole", policies);

    /// <summary>A policy that allows one action on one resource.</summary>
    protected static string Allow(string action, string resource) =>
        $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"{{{action}}}","Resource":"{{{resource}}}"}}""";

    /// <summary>An active certificate for a new key of the device, without any rights.</summary>
    protected async Task<CredentialReference> NewCredentialAsync(string label)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string csr = new CertificateRequest("CN=device", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        CreateCertificateFromCsrResponse issued = await Operator.CreateCertificateFromCsrAsync(csr, true);
        return Hold(label, X509Certificate2.CreateFromPem(issued.CertificatePem), key);
    }

    /// <summary>Takes a credential into the device, which disposes of it.</summary>
    protected CredentialReference Hold(string label, X509Certificate2 certificate, ECDsa key)
    {
        string id = Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
        _keys[id] = (certificate, key);
        return new CredentialReference(label, id);
    }

    /// <summary>Attaches a certificate to the thing and to the policy.</summary>
    protected async Task AttachAsync(CredentialReference credential, bool exclusively = false)
    {
        await Operator.AttachThingPrincipalAsync(
            new AttachThingPrincipalRequest
            {
                ThingName = Thing,
                Principal = Arn(credential),
                ThingPrincipalType = exclusively
                    ? ThingPrincipalType.EXCLUSIVE_THING
                    : ThingPrincipalType.NON_EXCLUSIVE_THING,
            }
        );
        await AttachPolicyAsync(Policy, credential);
    }

    protected Task AttachPolicyAsync(string policy, CredentialReference credential) =>
        Operator.AttachPolicyAsync(new AttachPolicyRequest { PolicyName = policy, Target = Arn(credential) });

    protected string Arn(CredentialReference credential) => Cloud.Account.CertificateArn(credential.CertificateId);

    /// <summary>Opens a credential; an <see cref="OpenDeviceKey"/>.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The device key disposes of it.")]
    protected internal DeviceKey Open(CredentialReference credential)
    {
        (X509Certificate2 certificate, ECDsa key) = Find(credential);
        var tls = OpenSslTokenKey.Create(
            certificate,
            (_, digest) =>
            {
                Interlocked.Increment(ref _signatures);
                return key.SignHash(digest);
            }
        );
        return new DeviceKey(tls, tls);
    }

    /// <summary>A credential that the device holds.</summary>
    /// <exception cref="CredentialUnusableException">It holds none such.</exception>
    protected (X509Certificate2 Certificate, ECDsa Key) Find(CredentialReference credential) =>
        _keys.TryGetValue(credential.CertificateId, out (X509Certificate2, ECDsa) found)
            ? found
            : throw new CredentialUnusableException("token", credential.Label, "it is not there.");

    /// <summary>How often a key of the device has signed.</summary>
    protected int Signatures => Volatile.Read(ref _signatures);

    /// <summary>The credentials that the device holds, by certificate.</summary>
    protected IReadOnlyList<string> Held => [.. _keys.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Names of the policies that a certificate has in the cloud, in order.</summary>
    protected IEnumerable<string> PoliciesOf(CredentialReference credential) =>
        Cloud
            .Snapshot()
            .PolicyAttachments.Where(attachment => attachment.TargetArn == Arn(credential))
            .Select(attachment => attachment.PolicyName)
            .Order();

    /// <summary>The attachments of a certificate to things.</summary>
    protected IEnumerable<ThingAttachment> ThingsOf(CredentialReference credential) =>
        Cloud.Snapshot().ThingAttachments.Where(attachment => attachment.CertificateId == credential.CertificateId);

    private AwsSettings SettingsFor(LocalCloudServer cloud) =>
        new()
        {
            Region = cloud.Account.Region,
            ThingName = Thing,
            RoleAlias = Alias,
            DataEndpoint = Address(cloud.MqttEndpoint),
            CredentialsEndpoint = Address(cloud.CredentialsEndpoint),
            RootCaPath = _roots,
            ControlPlane = cloud.ControlEndpoint,
            SecurityTokenService = cloud.ControlEndpoint,
            Retries = 0,
            Proxy = null,
            AnswerWithin = TimeSpan.FromMinutes(2),
            SettleWithin = TimeSpan.Zero,
            SettlePause = TimeSpan.FromMilliseconds(1),
        };

    protected static ServerAddress Address(string text) =>
        ServerAddress.TryParse(text, out ServerAddress? server) ? server : throw new FormatException(text);
}
