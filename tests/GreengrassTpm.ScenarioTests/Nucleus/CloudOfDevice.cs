using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.IoT;
using Amazon.IoT.Model;
using GreengrassTpm.LocalCloud;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>A cloud with one thing, a policy for it and a role alias.</summary>
internal sealed class CloudOfDevice : IAsyncDisposable
{
    public const string RoleAlias = "devices";

    private const string AllowAll = """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}
        """;

    private const string Sessions = "iot:AssumeRoleWithCertificate";
    private const string Publishing = "iot:Publish";

    private const string PolicyName = "device";
    private const string RoleName = "DeviceRole";

    private readonly AmazonIoTClient _operator;

    private CloudOfDevice(LocalCloudServer server)
    {
        Server = server;
        _operator = new AmazonIoTClient(
            server.AccessKeyId,
            server.SecretAccessKey,
            new AmazonIoTConfig
            {
                ServiceURL = server.ControlEndpoint.AbsoluteUri,
                AuthenticationRegion = server.Account.Region,
            }
        );
    }

    public LocalCloudServer Server { get; }

    public static async Task<CloudOfDevice> StartAsync()
    {
        var cloud = new CloudOfDevice(await LocalCloudServer.StartAsync());
        cloud.TrustRole(true);
        await cloud._operator.CreateThingAsync(new CreateThingRequest { ThingName = Device.ThingName });
        await cloud._operator.CreatePolicyAsync(PolicyName, AllowAll);
        return cloud;
    }

    /// <summary>Signs a request, and gives the certificate the device's rights.</summary>
    public async Task<X509Certificate2> IssueAsync(string request)
    {
        var issued = await _operator.CreateCertificateFromCsrAsync(request, true);
        await _operator.AttachThingPrincipalAsync(Device.ThingName, issued.CertificateArn);
        await _operator.AttachPolicyAsync(
            new AttachPolicyRequest { PolicyName = PolicyName, Target = issued.CertificateArn }
        );
        return X509Certificate2.CreateFromPem(issued.CertificatePem);
    }

    /// <summary>Makes a certificate inactive, as somebody at the console does.</summary>
    public Task DeactivateAsync(string certificateId) =>
        _operator.UpdateCertificateAsync(certificateId, CertificateStatus.INACTIVE);

    /// <summary>Takes a certificate's rights away.</summary>
    public Task DetachPolicyAsync(string certificateId) =>
        _operator.DetachPolicyAsync(
            new DetachPolicyRequest { PolicyName = PolicyName, Target = Server.Account.CertificateArn(certificateId) }
        );

    /// <summary>Denies the role alias to one certificate; the broker goes on taking it.</summary>
    public Task DenyRoleAliasAsync(string certificateId) => DenyAsync(Sessions, certificateId);

    /// <summary>Keeps one certificate from publishing; both the broker and the credentials endpoint go on taking it.</summary>
    public Task DenyPublishingAsync(string certificateId) => DenyAsync(Publishing, certificateId);

    /// <summary>Takes back that a certificate may not publish.</summary>
    public Task AllowPublishingAsync(string certificateId) =>
        _operator.DetachPolicyAsync(
            new DetachPolicyRequest
            {
                PolicyName = DenialOf(Publishing),
                Target = Server.Account.CertificateArn(certificateId),
            }
        );

    /// <summary>Breaks the role alias, or mends it: its role does or does not trust the credentials provider.</summary>
    public void TrustRole(bool trusts)
    {
        // So short that no token exchange keeps what it got: each request shows the credential of that moment.
        Server.AddRoleAlias(RoleAlias, RoleName, [AllowAll], TimeSpan.FromMinutes(4));
        if (!trusts)
        {
            Server.PutRole(new Role(RoleName, [], TrustsCredentialsProvider: false, TimeSpan.FromHours(12)));
        }
    }

    /// <summary>The ids of the certificates that are active.</summary>
    public IReadOnlyList<string> ActiveCertificates() =>
        [
            .. Server
                .Snapshot()
                .Certificates.Where(certificate => certificate.IsActive)
                .Select(certificate => certificate.Id),
        ];

    /// <summary>The ids of the certificates that can act for the device: active and attached to its thing.</summary>
    public IReadOnlyList<string> CertificatesOfThing()
    {
        var cloud = Server.Snapshot();
        return
        [
            .. cloud
                .Certificates.Where(one =>
                    one.IsActive && cloud.ThingAttachments.Any(attached => attached.CertificateId == one.Id)
                )
                .Select(one => one.Id),
        ];
    }

    /// <summary>The id that AWS IoT gives a certificate.</summary>
    public static string IdOf(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));

    private async Task DenyAsync(string action, string certificateId)
    {
        string document =
            $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"{{{action}}}","Resource":"*"}}""";
        await _operator.CreatePolicyAsync(DenialOf(action), document);
        await _operator.AttachPolicyAsync(
            new AttachPolicyRequest
            {
                PolicyName = DenialOf(action),
                Target = Server.Account.CertificateArn(certificateId),
            }
        );
    }

    private static string DenialOf(string action) => $"deny-{action.Split(':')[1]}";

    public async ValueTask DisposeAsync()
    {
        _operator.Dispose();
        await Server.DisposeAsync();
    }
}
