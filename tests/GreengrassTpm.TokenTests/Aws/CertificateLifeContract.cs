using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.IoT;
using Amazon.IoT.Model;
using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.TokenTests.Pkcs11;
using Xunit;

namespace GreengrassTpm.TokenTests.Aws;

/// <summary>The life of a certificate in the cloud whose key is on a token, whatever the module.</summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "The test framework calls DisposeAsync, which disposes of it."
)]
public abstract class CertificateLifeContract : IAsyncLifetime
{
    private const string Thing = "pump";
    private const string Policy = "device";
    private const string AllowAll = """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}
        """;

    private readonly Pin _pin = TokenGround.OpenPin();
    private readonly string _roots = Path.GetTempFileName();
    private LocalCloudServer _cloud = null!;
    private AmazonIoTClient _operator = null!;

    private protected CertificateLifeContract(TokenGround ground) => Ground = ground;

    private protected TokenGround Ground { get; }

    private AwsSettings Settings =>
        new()
        {
            Region = _cloud.Account.Region,
            ThingName = Thing,
            RoleAlias = "GreengrassRole",
            DataEndpoint = Address(_cloud.MqttEndpoint),
            CredentialsEndpoint = Address(_cloud.CredentialsEndpoint),
            RootCaPath = _roots,
            ControlPlane = _cloud.ControlEndpoint,
            SecurityTokenService = _cloud.ControlEndpoint,
            Proxy = null,
            AnswerWithin = TimeSpan.FromMinutes(2),
        };

    public async Task InitializeAsync()
    {
        Ground.Initialise();
        _cloud = await LocalCloudServer.StartAsync();
        await File.WriteAllTextAsync(_roots, _cloud.CaPem);
        _cloud.AddRoleAlias("GreengrassRole", "DeviceRole", [TokenExchangeRole.PolicyFor(_cloud.Account)]);
        _operator = new AmazonIoTClient(
            _cloud.AccessKeyId,
            _cloud.SecretAccessKey,
            new AmazonIoTConfig
            {
                ServiceURL = _cloud.ControlEndpoint.AbsoluteUri,
                AuthenticationRegion = _cloud.Account.Region,
            }
        );
        await _operator.CreateThingAsync(new CreateThingRequest { ThingName = Thing });
        await _operator.CreatePolicyAsync(Policy, AllowAll);
    }

    public async Task DisposeAsync()
    {
        _operator.Dispose();
        await _cloud.DisposeAsync();
        _pin.Dispose();
        Ground.Dispose();
        File.Delete(_roots);
    }

    [Fact]
    public async Task It_is_issued_admitted_proved_confirmed_and_the_one_before_it_retires_itself()
    {
        CredentialReference active = await ProvisionAsync();
        OpenDeviceKey open = new TokenDeviceKeys(Ground.Location, _pin).Open;
        var exchange = new TokenExchange(Settings, open);
        var registry = new CertificateRegistry(Settings, exchange, TimeProvider.System);

        byte[] request = NewRequest("greenkey.next", Credential.OtherId);
        using X509Certificate2 issued = await new ControlPlaneIssuer(
            Settings,
            exchange,
            TimeProvider.System
        ).IssueAsync(request, active, CancellationToken.None);
        CredentialReference staged = Store(issued, "greenkey.next", Credential.OtherId);
        await registry.AdmitAsync(staged, active, CancellationToken.None);
        IReadOnlyList<string> proofs = await new CredentialProver(
            Settings,
            open,
            exchange,
            TimeProvider.System
        ).ProveAsync(staged, active, CancellationToken.None);
        IReadOnlyList<Evidence> evidence = await new DirectConfirmer(
            Settings,
            open,
            exchange,
            TimeProvider.System
        ).CollectAsync(staged, CancellationToken.None);
        Retirement retirement = await registry.RetireAsync(active, staged, CancellationToken.None);

        Assert.Equal(3, proofs.Count);
        Assert.All(evidence, one => Assert.Equal(EvidenceVerdict.Expected, one.Verdict));
        Assert.Equal(Retirement.Gone, retirement);
        Assert.Equal(staged.CertificateId, Assert.Single(_cloud.Snapshot().Certificates).Id);
    }

    /// <summary>The device's first credential, with its thing and policy.</summary>
    private async Task<CredentialReference> ProvisionAsync()
    {
        byte[] request = NewRequest("greenkey", Credential.Id);
        CreateCertificateFromCsrResponse issued = await _operator.CreateCertificateFromCsrAsync(
            PemEncoding.WriteString("CERTIFICATE REQUEST", request),
            true
        );
        await _operator.AttachThingPrincipalAsync(Thing, issued.CertificateArn);
        await _operator.AttachPolicyAsync(
            new AttachPolicyRequest { PolicyName = Policy, Target = issued.CertificateArn }
        );
        using var certificate = X509Certificate2.CreateFromPem(issued.CertificatePem);
        return Store(certificate, "greenkey", Credential.Id);
    }

    private byte[] NewRequest(string label, byte[] id) =>
        Ground.Write(token =>
        {
            TokenObject key = token.GenerateKeyPair(KeyAlgorithm.EcP256, label, id);
            return Pkcs10.Create(
                new X500DistinguishedName($"CN={Thing}"),
                key,
                (signature, input) => token.Sign(key.Identity, signature, input)
            );
        });

    private CredentialReference Store(X509Certificate2 certificate, string label, byte[] id) =>
        new(label, Ground.Write(token => token.StoreCertificate(certificate.RawData, label, id)).Digest);

    private static ServerAddress Address(string text) =>
        ServerAddress.TryParse(text, out ServerAddress? server) ? server : throw new FormatException(text);
}

[Collection(NativeEnvironmentCollection.Name)]
public sealed class SoftHsmCertificateLife() : CertificateLifeContract(new SoftHsmGround());

[Collection(NativeEnvironmentCollection.Name)]
public sealed class Tpm2CertificateLife() : CertificateLifeContract(new Tpm2Ground());
