using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>Where the published executable finds an operator's AWS credentials, and its way to AWS.</summary>
[Collection(BootstrapTpm.Name)]
public sealed class CredentialSourceScenarios(SoftwareTpmFixture shared) : IDisposable
{
    private const string StartUrl = "https://example.awsapps.com/start";

    private readonly CloudGround _ground = CloudGround.Start(shared.Tpm);

    private Device Device => _ground.Device;

    private OperatorSession Session => _ground.Cloud.CreateOperatorSession(DateTimeOffset.UtcNow.AddHours(1));

    public void Dispose() => _ground.Dispose();

    [Fact]
    public void Credentials_of_a_profile_are_used()
    {
        OperatorSession session = Session;
        string file = Write(
            "credentials",
            $"""
            [ops]
            aws_access_key_id = {session.AccessKeyId}
            aws_secret_access_key = {session.SecretAccessKey}
            aws_session_token = {session.SessionToken}
            """
        );

        Accepted(("AWS_SHARED_CREDENTIALS_FILE", file), ("AWS_PROFILE", "ops"));
    }

    [Fact]
    public void Credentials_of_a_container_s_endpoint_are_used()
    {
        OperatorSession session = Session;
        using HttpStub endpoint = HttpStub.Start(_ =>
            $$"""
                { "AccessKeyId": "{{session.AccessKeyId}}", "SecretAccessKey": "{{session.SecretAccessKey}}",
                  "Token": "{{session.SessionToken}}", "Expiration": "{{session.Expires.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}" }
                """
        );

        Accepted(("AWS_CONTAINER_CREDENTIALS_FULL_URI", $"{endpoint.Address}credentials"));

        Assert.Contains("GET /credentials", endpoint.Requests);
    }

    [Fact]
    public void A_profile_that_signed_on_through_IAM_Identity_Center_is_used_from_its_cache()
    {
        OperatorSession session = Session;
        using HttpStub portal = HttpStub.Start(_ =>
            $$"""
                { "roleCredentials": { "accessKeyId": "{{session.AccessKeyId}}", "secretAccessKey": "{{session.SecretAccessKey}}",
                  "sessionToken": "{{session.SessionToken}}", "expiration": {{session.Expires.ToUnixTimeMilliseconds()}} } }
                """
        );
        WriteSignOn("2049-01-01T00:00:00Z");

        Accepted(
            ("AWS_CONFIG_FILE", SignOnProfile()),
            ("AWS_PROFILE", "ops"),
            ("AWS_ENDPOINT_URL_SSO", portal.Address.AbsoluteUri)
        );

        Assert.Contains(
            portal.Requests,
            request => request.StartsWith("GET /federation/credentials?", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_profile_that_assumes_a_role_is_used()
    {
        OperatorSession session = Session;
        using HttpStub tokens = HttpStub.Start(_ =>
            $"""
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
                <AccessKeyId>{session.AccessKeyId}</AccessKeyId><SecretAccessKey>{session.SecretAccessKey}</SecretAccessKey>
                <SessionToken>{session.SessionToken}</SessionToken><Expiration>{session.Expires.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}</Expiration>
                </Credentials></AssumeRoleResult></AssumeRoleResponse>
                """
        );
        string file = Write(
            "config",
            $"""
            [profile ops]
            role_arn = arn:aws:iam::123456789012:role/Operator
            source_profile = base
            region = eu-central-1

            [profile base]
            aws_access_key_id = {_ground.Cloud.AccessKeyId}
            aws_secret_access_key = {_ground.Cloud.SecretAccessKey}
            region = eu-central-1
            """
        );

        Accepted(
            ("AWS_CONFIG_FILE", file),
            ("AWS_PROFILE", "ops"),
            ("AWS_ENDPOINT_URL_STS", tokens.Address.AbsoluteUri)
        );

        Assert.NotEmpty(tokens.Requests);
    }

    [Fact]
    public void The_endpoint_of_all_services_is_used_where_IoT_has_none_of_its_own() =>
        Accepted(
            ("AWS_ACCESS_KEY_ID", _ground.Cloud.AccessKeyId),
            ("AWS_SECRET_ACCESS_KEY", _ground.Cloud.SecretAccessKey),
            ("AWS_ENDPOINT_URL_IOT", ""),
            ("AWS_ENDPOINT_URL", _ground.Cloud.ControlEndpoint.AbsoluteUri)
        );

    [Fact]
    public void A_proxy_of_the_environment_is_used()
    {
        // A proxy gets the whole URL: that of a host which does not exist, so that nobody else can have answered.
        using HttpStub proxy = HttpStub.Start(_ => "{}");

        _ = ChildProcess.Run(
            Plan(
                ("AWS_ACCESS_KEY_ID", _ground.Cloud.AccessKeyId),
                ("AWS_SECRET_ACCESS_KEY", _ground.Cloud.SecretAccessKey),
                ("AWS_ENDPOINT_URL_IOT", "http://iot.invalid"),
                ("http_proxy", proxy.Address.AbsoluteUri)
            )
        );

        Assert.Contains(
            proxy.Requests,
            request =>
                request.StartsWith("GET ", StringComparison.Ordinal)
                && request.EndsWith($"/role-aliases/{Device.RoleAlias}", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_proxy_for_HTTPS_is_asked_for_a_tunnel()
    {
        await using HttpProxy proxy = new("403 Forbidden");

        ChildResult refused = await ChildProcess.RunAsync(
            Plan(
                ("AWS_ACCESS_KEY_ID", _ground.Cloud.AccessKeyId),
                ("AWS_SECRET_ACCESS_KEY", _ground.Cloud.SecretAccessKey),
                ("AWS_ENDPOINT_URL_IOT", "https://iot.invalid"),
                ("HTTPS_PROXY", $"http://127.0.0.1:{proxy.Port}")
            )
        );

        Assert.StartsWith("CONNECT iot.invalid:443 ", proxy.Requests.First(), StringComparison.Ordinal);
        Assert.Equal(75, refused.ExitCode);
        Assert.Contains("403", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_credentials_at_all_are_told_with_where_they_may_come_from() =>
        Refused("no AWS credentials", "AWS_PROFILE");

    [Fact]
    public void Expired_credentials_are_told()
    {
        OperatorSession session = _ground.Cloud.CreateOperatorSession(DateTimeOffset.UtcNow.AddMinutes(-1));

        Refused(
            "ExpiredTokenException",
            "have expired: renew them",
            ("AWS_ACCESS_KEY_ID", session.AccessKeyId),
            ("AWS_SECRET_ACCESS_KEY", session.SecretAccessKey),
            ("AWS_SESSION_TOKEN", session.SessionToken)
        );
    }

    [Fact]
    public void A_sign_on_that_has_expired_is_told()
    {
        WriteSignOn("2020-01-01T00:00:00Z");

        Refused("no AWS credentials", "aws sso login", ("AWS_CONFIG_FILE", SignOnProfile()), ("AWS_PROFILE", "ops"));
    }

    [Fact]
    public void Credentials_that_AWS_does_not_know_are_told() =>
        Refused(
            "UnrecognizedClientException",
            "AWS does not know these credentials",
            ("AWS_ACCESS_KEY_ID", "AKIAAAAAAAAAAAAAAAAA"),
            ("AWS_SECRET_ACCESS_KEY", "secret")
        );

    [Fact]
    public void A_wrong_secret_key_is_told_and_shown_nowhere()
    {
        const string secret = "not-the-operator-s-secret";

        ChildResult result = Refused(
            "InvalidSignatureException",
            "check the secret access key",
            ("AWS_ACCESS_KEY_ID", _ground.Cloud.AccessKeyId),
            ("AWS_SECRET_ACCESS_KEY", secret)
        );

        Assert.DoesNotContain(secret, result.Output + result.Error, StringComparison.Ordinal);
    }

    private void Accepted(params (string Name, string Value)[] variables)
    {
        ChildResult result = ChildProcess.Run(Plan(variables)).OrThrow();

        Assert.Contains("dry run, nothing was changed", result.Output, StringComparison.Ordinal);
    }

    private ChildResult Refused(string message, string hint, params (string Name, string Value)[] variables)
    {
        ChildResult result = ChildProcess.Run(Plan(variables));
        Assert.True(result.ExitCode == 77, $"exit code {result.ExitCode}: {result.Error}");
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Contains(hint, result.Error, StringComparison.Ordinal);
        return result;
    }

    /// <summary>A dry run with credentials from nowhere but these variables.</summary>
    private Command Plan(params (string Name, string Value)[] variables)
    {
        Command run = Device.Online(_ground.Cloud, "--dry-run");
        Dictionary<string, string> environment = new(run.Environment);
        _ = environment.Remove("AWS_ACCESS_KEY_ID");
        _ = environment.Remove("AWS_SECRET_ACCESS_KEY");
        foreach ((string name, string value) in variables)
        {
            environment[name] = value;
        }

        foreach (string name in environment.Keys.Where(name => environment[name].Length == 0).ToArray())
        {
            _ = environment.Remove(name);
        }

        return run with
        {
            Environment = environment,
        };
    }

    private string SignOnProfile() =>
        Write(
            "config",
            $"""
            [profile ops]
            sso_start_url = {StartUrl}
            sso_region = eu-central-1
            sso_account_id = 123456789012
            sso_role_name = Operator
            region = eu-central-1
            """
        );

    private void WriteSignOn(string expires)
    {
        // The cache's file is named after the start URL (AWS CLI user guide, IAM Identity Center).
#pragma warning disable CA5350 // A name, chosen by others.
        string name = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(StartUrl)));
#pragma warning restore CA5350
        _ = Directory.CreateDirectory(Path.Combine(Device.Folder, ".aws/sso/cache"));
        Write(
            string.Create(CultureInfo.InvariantCulture, $".aws/sso/cache/{name}.json"),
            $$"""
            { "startUrl": "{{StartUrl}}", "region": "eu-central-1", "accessToken": "token", "expiresAt": "{{expires}}" }
            """
        );
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(Device.Folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
