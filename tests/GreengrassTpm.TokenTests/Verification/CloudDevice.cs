using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.IoT;
using Amazon.IoT.Model;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Verification;

namespace GreengrassTpm.TokenTests.Verification;

/// <summary>A device whose certificate the local cloud has issued, with the registry to ask.</summary>
internal sealed class CloudDevice : IAsyncDisposable
{
    private const string ThingName = "thing-1";

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

    public static async Task<CloudDevice> CreateAsync()
    {
        var made = new CloudDevice(await LocalCloudServer.StartAsync());
        await made.RegisterAsync();
        string[] endpoint = made.Cloud.CredentialsEndpoint.Split(':');
        int port = int.Parse(endpoint[1], System.Globalization.CultureInfo.InvariantCulture);
        made.Device.Subject = made.Device.Subject with
        {
            DataEndpoint = null,
            CredentialsEndpoint = new EndpointAddress(endpoint[0], [new EndpointPort(port)]),
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
            new AttachThingPrincipalRequest { ThingName = ThingName, Principal = issued.CertificateArn }
        );
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(issued.CertificatePem);
        Device.Ground.Write(token =>
            token.StoreCertificate(certificate.RawData, ExaminedDevice.Label, ExaminedDevice.Id)
        );
    }

    private async Task<Fact<RegistryFacts>> AskAsync(string certificateId, CancellationToken cancellation)
    {
        DescribeCertificateResponse found = await Client.DescribeCertificateAsync(
            new DescribeCertificateRequest { CertificateId = certificateId },
            cancellation
        );
        ListPrincipalThingsResponse things = await Client.ListPrincipalThingsAsync(
            new ListPrincipalThingsRequest { Principal = found.CertificateDescription.CertificateArn },
            cancellation
        );
        return new RegistryFacts(found.CertificateDescription.Status.Value, things.Things ?? []);
    }
}
