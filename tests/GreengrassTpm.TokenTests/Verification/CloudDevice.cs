using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.IoT;
using Amazon.IoT.Model;
using GreengrassTpm.Aws;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Verification;

namespace GreengrassTpm.TokenTests.Verification;

/// <summary>A device whose certificate the local cloud has issued, with the registry to ask.</summary>
internal sealed class CloudDevice : IAsyncDisposable
{
    public const string ThingName = "thing-1";
    private const string RoleAlias = "GreengrassRole";

    private const string AllowAll =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iot:*","Resource":"*"}}""";

    private CloudDevice(LocalCloudServer cloud)
    {
        Cloud = cloud;
        Client = new AmazonIoTClient(
            cloud.AccessKeyId,
            cloud.SecretAccessKey,
            new AmazonIoTConfig
            {
                ServiceURL = cloud.ControlEndpoint.AbsoluteUri,
                AuthenticationRegion = cloud.Account.Region,
            }
        );
    }

    public LocalCloudServer Cloud { get; }

    public AmazonIoTClient Client { get; }

    public ExaminedDevice Device { get; } = new();

    public string CertificateId { get; private set; } = "";

    public string CertificateArn => Cloud.Account.CertificateArn(CertificateId);

    private AwsSettings Settings =>
        new()
        {
            Region = Cloud.Account.Region,
            ThingName = ThingName,
            RoleAlias = RoleAlias,
            DataEndpoint = Address(Cloud.MqttEndpoint),
            CredentialsEndpoint = Address(Cloud.CredentialsEndpoint),
            RootCaPath = Device.WriteFile("roots.pem", Cloud.CaPem),
            ControlPlane = Cloud.ControlEndpoint,
            SecurityTokenService = Cloud.ControlEndpoint,
            Proxy = null,
        };

    public static async Task<CloudDevice> CreateAsync()
    {
        var made = new CloudDevice(await LocalCloudServer.StartAsync());
        await made.RegisterAsync();
        ServerAddress credentials = made.Settings.CredentialsEndpoint;
        made.Device.Subject = made.Device.Subject with
        {
            DataEndpoint = null,
            CredentialsEndpoint = new EndpointAddress(credentials.Host, [new EndpointPort(credentials.Port)]),
            EndpointRoots = [made.Cloud.CaCertificate],
            DeviceAuthorities = [made.Cloud.CaCertificate],
        };
        made.Device.Options = made.Device.Options with { AskRegistry = made.AskAsync };
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Cloud.DisposeAsync();
        await Device.DisposeAsync();
    }

    private static ServerAddress Address(string text) =>
        ServerAddress.TryParse(text, out ServerAddress? server) ? server : throw new FormatException(text);

    private async Task RegisterAsync()
    {
        TokenObject key = Device.AddKey();
        byte[] request = Device.Ground.Read(reader =>
            Pkcs10.Create(new X500DistinguishedName("CN=thing-1"), key, reader.SignerOf(key.Identity))
        );
        CreateCertificateFromCsrResponse issued = await Client.CreateCertificateFromCsrAsync(
            new CreateCertificateFromCsrRequest
            {
                CertificateSigningRequest = PemEncoding.WriteString("CERTIFICATE REQUEST", request),
                SetAsActive = true,
            }
        );
        CertificateId = issued.CertificateId;
        await Client.CreateThingAsync(new CreateThingRequest { ThingName = ThingName });
        await Client.AttachThingPrincipalAsync(
            new AttachThingPrincipalRequest
            {
                ThingName = ThingName,
                Principal = issued.CertificateArn,
                ThingPrincipalType = ThingPrincipalType.EXCLUSIVE_THING,
            }
        );
        Cloud.AddRoleAlias(RoleAlias, "DeviceRole", [TokenExchangeRole.PolicyFor(Cloud.Account)]);
        await Client.CreatePolicyAsync("AllowAll", AllowAll);
        await Client.AttachPolicyAsync(
            new AttachPolicyRequest { PolicyName = "AllowAll", Target = issued.CertificateArn }
        );
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(issued.CertificatePem);
        Device.Ground.Write(token =>
            token.StoreCertificate(certificate.RawData, ExaminedDevice.Label, ExaminedDevice.Id)
        );
    }

    private async Task<Fact<RegistryFacts>> AskAsync(
        OpenSslTokenKey key,
        string certificateId,
        CancellationToken cancellation
    )
    {
        RegisteredCertificate found = await new CertificateInquiry(Settings).AskAsync(key, certificateId, cancellation);
        return new RegistryFacts(found.Status, found.Things, found.IsExclusive);
    }
}
