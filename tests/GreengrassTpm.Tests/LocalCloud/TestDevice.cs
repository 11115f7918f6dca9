using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.IoT;
using Amazon.IoT.Model;
using GreengrassTpm.LocalCloud;

namespace GreengrassTpm.Tests.LocalCloud;

/// <summary>A device of the local cloud, with its key in memory.</summary>
public sealed class TestDevice : IDisposable
{
    private readonly LocalCloudServer _cloud;

    private TestDevice(LocalCloudServer cloud, string thing, string policy, X509Certificate2 certificate)
    {
        _cloud = cloud;
        ThingName = thing;
        PolicyName = policy;
        Certificate = certificate;
    }

    public string ThingName { get; }

    public string PolicyName { get; }

    /// <summary>The certificate, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    public string CertificateId => Convert.ToHexStringLower(SHA256.HashData(Certificate.RawData));

    public string CertificateArn => _cloud.Account.CertificateArn(CertificateId);

    /// <summary>A signing request for a key.</summary>
    public static string Csr(ECDsa key) =>
        new CertificateRequest("CN=device", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();

    public static async Task<TestDevice> CreateAsync(
        IAmazonIoT client,
        LocalCloudServer cloud,
        string thing,
        string policy
    )
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issued = await client.CreateCertificateFromCsrAsync(Csr(key), true);
        await client.CreateThingAsync(new CreateThingRequest { ThingName = thing });
        await client.AttachThingPrincipalAsync(thing, issued.CertificateArn);
        var policyName = $"policy-{issued.CertificateId}";
        await client.CreatePolicyAsync(policyName, policy);
        await client.AttachPolicyAsync(
            new AttachPolicyRequest { PolicyName = policyName, Target = issued.CertificateArn }
        );
        using var certificate = X509Certificate2.CreateFromPem(issued.CertificatePem);
        return new TestDevice(cloud, thing, policyName, certificate.CopyWithPrivateKey(key));
    }

    /// <summary>An HTTP client that proves this device's key and trusts the cloud's CA alone.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes of its handler.")]
    public HttpClient NewHttpClient()
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.ClientCertificates = [Certificate];
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { _cloud.CaCertificate },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return new HttpClient(handler) { BaseAddress = new Uri($"https://{_cloud.CredentialsEndpoint}") };
    }

    public void Dispose() => Certificate.Dispose();
}
