using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.IoT;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests;

/// <summary>A cloud of a test's own with a role alias, and a device that is to be registered with it.</summary>
internal sealed class CloudGround : IDisposable
{
    private CloudGround(SoftwareTpm tpm, LocalCloudServer cloud)
    {
        Device = new Device(tpm);
        Cloud = cloud;
    }

    public Device Device { get; }

    public LocalCloudServer Cloud { get; }

    public static CloudGround Start(SoftwareTpm tpm, LocalCloudOptions? options = null)
    {
        LocalCloudServer cloud = LocalCloudServer.StartAsync(options).GetAwaiter().GetResult();
        cloud.AddRoleAlias(Device.RoleAlias, "TokenExchangeRole", []);
        return new CloudGround(tpm, cloud);
    }

    /// <summary>Provisions the device; it must go well.</summary>
    public ChildResult Provision(params IEnumerable<string> arguments) =>
        ChildProcess.Run(Device.Online(Cloud, arguments)).OrThrow();

    /// <summary><c>teardown</c> with the credentials of the cloud's operator.</summary>
    public Command TeardownCommand(params IEnumerable<string> arguments) => Device.Teardown(Cloud, arguments);

    /// <summary>Tears the device down; it must go well.</summary>
    public ChildResult Teardown(params IEnumerable<string> arguments) =>
        ChildProcess.Run(TeardownCommand(arguments)).OrThrow();

    /// <summary>A client of the cloud's operator.</summary>
    public AmazonIoTClient Operator() =>
        new(
            Cloud.AccessKeyId,
            Cloud.SecretAccessKey,
            new AmazonIoTConfig
            {
                ServiceURL = Cloud.ControlEndpoint.AbsoluteUri,
                AuthenticationRegion = Cloud.Account.Region,
            }
        );

    /// <summary>Another certificate, active and attached to the device's thing, as somebody has made it before.</summary>
    public async Task<string> AttachAnotherAsync()
    {
        using AmazonIoTClient client = Operator();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string request = new CertificateRequest("CN=old", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var issued = await client.CreateCertificateFromCsrAsync(request, true);
        await client.CreateThingAsync(new() { ThingName = Device.ThingName });
        await client.AttachThingPrincipalAsync(Device.ThingName, issued.CertificateArn);
        await client.CreatePolicyAsync("old", """{"Version":"2012-10-17","Statement":[]}""");
        await client.AttachPolicyAsync(new() { PolicyName = "old", Target = issued.CertificateArn });
        return issued.CertificateId;
    }

    /// <summary>Attaches a policy to a certificate, as somebody at the console does.</summary>
    public async Task AttachPolicyAsync(string policy, string certificateId)
    {
        using AmazonIoTClient client = Operator();
        await client.AttachPolicyAsync(
            new() { PolicyName = policy, Target = Cloud.Account.CertificateArn(certificateId) }
        );
    }

    /// <summary>The device's thing and a policy, as somebody has made them before.</summary>
    public async Task MakeThingAndPolicyAsync(string policy)
    {
        using AmazonIoTClient client = Operator();
        await client.CreateThingAsync(new() { ThingName = Device.ThingName });
        await client.CreatePolicyAsync(policy, """{"Version":"2012-10-17","Statement":[]}""");
    }

    /// <summary>All that the cloud holds, in words.</summary>
    public string[] CloudPicture()
    {
        CloudSnapshot cloud = Cloud.Snapshot();
        return
        [
            .. cloud.Things.Select(thing => $"thing {thing.Name}"),
            .. cloud.Certificates.Select(certificate => $"certificate {certificate.Id} {certificate.IsActive}"),
            .. cloud.Policies.Select(policy => $"policy {policy.Name}"),
            .. cloud.ThingAttachments.Select(attachment => $"{attachment}"),
            .. cloud.PolicyAttachments.Select(attachment => $"{attachment}"),
            .. cloud.GroupMembers.Select(member => $"{member}"),
        ];
    }

    /// <summary>Nothing is on the device, nothing in the cloud, and the chip holds no handle more.</summary>
    public void AssertNothingLeft(IReadOnlyList<string> handlesAllowed)
    {
        Assert.Empty(CloudPicture());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Device.Root, "*lock", SearchOption.AllDirectories));
        Assert.Empty(Device.Rest());
        Assert.Equal(handlesAllowed, Device.PersistentHandles().Order());
    }

    /// <summary>Has a certificate made for the request that the device has written, inactive.</summary>
    public void SignDeviceRequest()
    {
        using AmazonIoTClient client = Operator();
        _ = client.CreateCertificateFromCsrAsync(File.ReadAllText(Device.Request), false).GetAwaiter().GetResult();
    }

    /// <summary>Ends the one certificate that there is.</summary>
    public Task EndCertificateAsync() => EndCertificateAsync(Cloud.Snapshot().Certificates.Single().Id);

    /// <summary>Ends a certificate.</summary>
    public async Task EndCertificateAsync(string id)
    {
        using AmazonIoTClient client = Operator();
        CloudSnapshot cloud = Cloud.Snapshot();
        string arn = Cloud.Account.CertificateArn(id);
        await client.UpdateCertificateAsync(id, CertificateStatus.INACTIVE);
        await client.DetachThingPrincipalAsync(Device.ThingName, arn);
        await client.DetachPolicyAsync(
            new() { PolicyName = cloud.PolicyAttachments.First(item => item.TargetArn == arn).PolicyName, Target = arn }
        );
        await client.DeleteCertificateAsync(id);
    }

    /// <summary>One thing with one certificate, active, exclusive, with its policy, and it is the one on the token.</summary>
    public void AssertOneIdentity()
    {
        CloudSnapshot cloud = Cloud.Snapshot();
        IssuedCertificate certificate = Assert.Single(cloud.Certificates);
        Assert.True(certificate.IsActive);
        Assert.Equal(Device.ThingName, Assert.Single(cloud.Things).Name);
        Assert.Equal(
            new ThingAttachment(Device.ThingName, certificate.Id, Exclusive: true),
            Assert.Single(cloud.ThingAttachments)
        );
        Assert.Equal(Cloud.Account.CertificateArn(certificate.Id), Assert.Single(cloud.PolicyAttachments).TargetArn);
        Assert.Equal(certificate.Id, CertificateOnToken());
    }

    /// <summary>The id of the certificate on the token, as GnuTLS reads it.</summary>
    public string CertificateOnToken()
    {
        using X509Certificate2 stored = X509Certificate2.CreateFromPem(
            new P11Tool(Device.Access()).ExportCertificate("greenkey")
        );
        return Convert.ToHexStringLower(SHA256.HashData(stored.RawData));
    }

    public void Dispose()
    {
        Device.Dispose();
        Cloud.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
