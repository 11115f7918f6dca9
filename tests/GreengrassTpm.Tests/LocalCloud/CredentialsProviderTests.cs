using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Amazon.IoT;
using Amazon.IoT.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using GreengrassTpm.LocalCloud;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GreengrassTpm.Tests.LocalCloud;

public sealed class CredentialsProviderTests : LocalCloudTest
{
    private const string SelfRetirement = """
        {"Version":"2012-10-17","Statement":{
          "Effect":"Allow",
          "Action":["iot:UpdateCertificate","iot:DetachThingPrincipal"],
          "Resource":"arn:aws:iot:eu-central-1:123456789012:cert/${credentials-iot:AwsCertificateId}",
          "Condition":{"StringLikeIfExists":{
            "iot:thingArn":"arn:aws:iot:eu-central-1:123456789012:thing/${credentials-iot:ThingName}"}}}}
        """;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    protected override LocalCloudOptions Options => new() { Time = _time };

    [Fact]
    public async Task A_device_obtains_credentials_whose_session_is_named_after_its_certificate()
    {
        Cloud.AddRoleAlias("devices", "DeviceRole", [AllowAll]);
        using var device = await NewDeviceAsync("pump");

        var identity = await WhoAmIAsync(await CredentialsAsync(device));

        Assert.Equal(Cloud.Account.AssumedRoleArn("DeviceRole", device.CertificateId), identity.Arn);
        Assert.Equal(Cloud.Account.Id, identity.Account);
        Assert.EndsWith($":{device.CertificateId}", identity.UserId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expired_credentials_are_refused()
    {
        Cloud.AddRoleAlias("devices", "DeviceRole", [AllowAll]);
        using var device = await NewDeviceAsync("pump");
        var credentials = await CredentialsAsync(device);

        _time.Advance(TimeSpan.FromHours(1));
        var error = await Assert.ThrowsAnyAsync<AmazonSecurityTokenServiceException>(() => WhoAmIAsync(credentials));

        Assert.Equal("ExpiredToken", error.ErrorCode);
    }

    [Theory]
    [InlineData("pump", "devices", HttpStatusCode.OK, "credentials")]
    [InlineData("valve", "devices", HttpStatusCode.Forbidden, "Invalid thing name passed")]
    [InlineData("pump", "others", HttpStatusCode.NotFound, "Role alias does not exist")]
    public async Task The_thing_and_the_alias_must_exist(string thing, string alias, HttpStatusCode status, string text)
    {
        Cloud.AddRoleAlias("devices", "DeviceRole", [AllowAll]);
        using var device = await NewDeviceAsync("pump");

        var (actual, body) = await AskAsync(device, alias, thing);

        Assert.Equal(status, actual);
        Assert.Contains(text, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_policy_a_certificate_obtains_nothing()
    {
        Cloud.AddRoleAlias("devices", "DeviceRole", [AllowAll]);
        using var device = await NewDeviceAsync("pump");
        await Client.DetachPolicyAsync(
            new DetachPolicyRequest { PolicyName = device.PolicyName, Target = device.CertificateArn }
        );

        Assert.Equal((HttpStatusCode.Forbidden, """{"message":"Access Denied"}"""), await AskAsync(device));
    }

    [Fact]
    public async Task A_policy_may_limit_the_alias_to_the_device_s_own_thing()
    {
        Cloud.AddRoleAlias("pump-role", "DeviceRole", [AllowAll]);
        using var device = await NewDeviceAsync(
            "pump",
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iot:AssumeRoleWithCertificate",
              "Resource":"arn:aws:iot:*:*:rolealias/${iot:Connection.Thing.ThingName}-role"}}
            """
        );

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(device, "pump-role", "pump")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(device, "pump-role", thing: null)).Status);
    }

    [Theory]
    [InlineData("INACTIVE")]
    [InlineData("REVOKED")]
    public async Task A_certificate_that_is_not_active_obtains_nothing(string status)
    {
        Cloud.AddRoleAlias("devices", "DeviceRole", [AllowAll]);
        using var device = await NewDeviceAsync("pump");

        await Client.UpdateCertificateAsync(device.CertificateId, status);

        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(device)).Status);
    }

    [Fact]
    public async Task A_certificate_that_was_detached_from_the_thing_obtains_nothing_in_its_name()
    {
        Cloud.AddRoleAlias("devices", "DeviceRole", [AllowAll]);
        using var device = await NewDeviceAsync("pump");

        await Client.DetachThingPrincipalAsync("pump", device.CertificateArn);

        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(device)).Status);
    }

    [Fact]
    public async Task A_role_that_does_not_trust_the_provider_cannot_be_assumed()
    {
        Cloud.AddRoleAlias("devices", "DeviceRole", [AllowAll]);
        Cloud.PutRole(new Role("DeviceRole", [], TrustsCredentialsProvider: false, TimeSpan.FromHours(12)));
        using var device = await NewDeviceAsync("pump");

        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync(device)).Status);
    }

    [Fact]
    public async Task A_certificate_that_the_cloud_does_not_know_is_refused_in_the_handshake()
    {
        using var device = await NewDeviceAsync("pump");
        await Client.UpdateCertificateAsync(device.CertificateId, CertificateStatus.INACTIVE);
        await Client.DetachThingPrincipalAsync("pump", device.CertificateArn);
        await Client.DeleteCertificateAsync(
            new DeleteCertificateRequest { CertificateId = device.CertificateId, ForceDelete = true }
        );

        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(device));
    }

    [Fact]
    public async Task A_certificate_with_another_key_does_not_pass_the_handshake()
    {
        using var device = await NewDeviceAsync("pump");
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var request = new CertificateRequest("CN=pump", stranger, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        handler.ClientCertificates.Add(request);
        using var http = new HttpClient(handler);

        await Assert.ThrowsAsync<HttpRequestException>(() =>
            http.GetAsync(new Uri($"https://{Cloud.CredentialsEndpoint}/role-aliases/devices/credentials"))
        );
    }

    [Fact]
    public async Task A_session_limited_to_its_own_certificate_retires_that_one_and_no_other()
    {
        Cloud.AddRoleAlias("devices", "DeviceRole", [SelfRetirement]);
        using var device = await NewDeviceAsync("pump");
        using var other = await NewDeviceAsync("valve");
        using var session = await SessionClientAsync(device);

        await session.UpdateCertificateAsync(device.CertificateId, CertificateStatus.INACTIVE);
        await session.DetachThingPrincipalAsync("pump", device.CertificateArn);

        var error = await Assert.ThrowsAsync<AmazonIoTException>(() =>
            session.UpdateCertificateAsync(other.CertificateId, CertificateStatus.INACTIVE)
        );
        Assert.Equal("AccessDeniedException", error.ErrorCode);
        Assert.Equal(HttpStatusCode.Forbidden, error.StatusCode);
        Assert.False(Cloud.Snapshot().Certificate(device.CertificateId)!.IsActive);
        Assert.True(Cloud.Snapshot().Certificate(other.CertificateId)!.IsActive);
    }

    [Fact]
    public async Task A_session_can_be_kept_from_detaching_its_certificate_from_another_thing()
    {
        Cloud.AddRoleAlias("devices", "DeviceRole", [SelfRetirement]);
        using var device = await NewDeviceAsync("pump");
        await Client.CreateThingAsync(new CreateThingRequest { ThingName = "valve" });
        await Client.AttachThingPrincipalAsync("valve", device.CertificateArn);
        using var session = await SessionClientAsync(device);

        var error = await Assert.ThrowsAsync<AmazonIoTException>(() =>
            session.DetachThingPrincipalAsync("valve", device.CertificateArn)
        );

        Assert.Equal("AccessDeniedException", error.ErrorCode);
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(
        TestDevice device,
        string alias = "devices",
        string? thing = "pump"
    )
    {
        using var http = device.NewHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/role-aliases/{alias}/credentials");
        if (thing is not null)
        {
            request.Headers.Add("x-amzn-iot-thingname", thing);
        }
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<SessionKey> CredentialsAsync(TestDevice device)
    {
        var (_, body) = await AskAsync(device);
        using var document = JsonDocument.Parse(body);
        var credentials = document.RootElement.GetProperty("credentials");
        return new SessionKey(
            credentials.GetProperty("accessKeyId").GetString()!,
            credentials.GetProperty("secretAccessKey").GetString()!,
            credentials.GetProperty("sessionToken").GetString()!
        );
    }

    private async Task<AmazonIoTClient> SessionClientAsync(TestDevice device)
    {
        var key = await CredentialsAsync(device);
        return new AmazonIoTClient(key.Id, key.Secret, key.Token, Config());
    }

    private async Task<GetCallerIdentityResponse> WhoAmIAsync(SessionKey key)
    {
        var config = new AmazonSecurityTokenServiceConfig
        {
            ServiceURL = Cloud.ControlEndpoint.AbsoluteUri,
            AuthenticationRegion = Cloud.Account.Region,
            MaxErrorRetry = 0,
        };
        using var client = new AmazonSecurityTokenServiceClient(key.Id, key.Secret, key.Token, config);
        return await client.GetCallerIdentityAsync(new GetCallerIdentityRequest());
    }

    private sealed record SessionKey(string Id, string Secret, string Token);
}
