using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Component;

/// <summary><c>verify</c> and <c>support</c> on a device that a cloud knows.</summary>
[Collection(ComponentTpm.Name)]
public sealed class VerifyScenarios(SoftwareTpmFixture shared) : IDisposable
{
    private readonly RotationGround _ground = new(shared.Tpm);

    private Device Device => _ground.Device;

    public void Dispose() => _ground.Dispose();

    [Fact]
    public void The_certificate_is_asked_for_in_the_registry_and_the_page_is_written()
    {
        string page = Device.FileNamed("report.html");

        ChildResult result = ChildProcess.Run(Verify("--html", page));

        Assert.Contains(result.ExitCode, (int[])[0, 10]);
        Assert.Equal("ok", Verdict(result, "registry.certificate"));
        Assert.Equal("ok", Verdict(result, "registry.exclusive"));
        Assert.Equal("ok", Verdict(result, "key.origin"));
        Assert.Contains("gateway-7", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_detached_from_its_thing_makes_the_device_unfit()
    {
        using Amazon.IoT.AmazonIoTClient client = new(
            _ground.Cloud.AccessKeyId,
            _ground.Cloud.SecretAccessKey,
            new Amazon.IoT.AmazonIoTConfig
            {
                ServiceURL = _ground.Cloud.ControlEndpoint.AbsoluteUri,
                AuthenticationRegion = _ground.Cloud.Account.Region,
            }
        );
        await client.DetachThingPrincipalAsync(
            Device.ThingName,
            _ground.Cloud.Account.CertificateArn(_ground.Cloud.Snapshot().Certificates.Single().Id)
        );

        ChildResult result = await ChildProcess.RunAsync(Verify());

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("failed", Verdict(result, "registry.certificate"));
    }

    [Fact]
    public async Task The_endpoints_are_reached_through_the_proxy_of_the_environment()
    {
        await using HttpProxy proxy = new();
        Dictionary<string, string> environment = new() { ["https_proxy"] = $"http://127.0.0.1:{proxy.Port}" };

        ChildResult result = await ChildProcess.RunAsync(Verify().With(environment));

        Assert.Equal("ok", Verdict(result, "tls.credentials"));
        Assert.Contains(
            proxy.Requests,
            request => request.StartsWith($"CONNECT {_ground.Cloud.CredentialsEndpoint} ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Another_user_than_root_is_told_what_could_not_be_seen()
    {
        ChildResult result = ChildProcess.Run(Verify("--offline") with { User = new RunAs("nobody", "nogroup") });

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("skipped", Verdict(result, "token.login"));
        Assert.DoesNotContain("Exception", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_support_bundle_holds_no_secret_and_belongs_to_its_owner_alone()
    {
        string file = Device.FileNamed("support.tar.gz");

        ChildResult result = ChildProcess.Run(Command("support", file));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        string all = result.Output + result.Error + Contents(file);
        Assert.Contains("\"checks\"", all, StringComparison.Ordinal);
        Assert.DoesNotContain(Device.UserPin, all, StringComparison.Ordinal);
        Assert.DoesNotContain(
            File.ReadAllText(Path.Combine(Device.Configuration, "so.pin")),
            all,
            StringComparison.Ordinal
        );
    }

    private Command Verify(params IEnumerable<string> arguments) =>
        Command("verify", ["--output", "json", .. arguments]);

    private Command Command(string command, params IEnumerable<string> arguments) =>
        Device
            .Component(
                command,
                [
                    "--credentials-endpoint",
                    _ground.Cloud.CredentialsEndpoint,
                    "--ca",
                    Device.CloudAuthority,
                    .. arguments,
                ]
            )
            .With(
                _ground
                    .Cloud.Environment.Where(variable =>
                        variable.Key.StartsWith("AWS_ENDPOINT", StringComparison.Ordinal)
                    )
                    .ToDictionary()
            );

    private static string Verdict(ChildResult result, string check)
    {
        using JsonDocument report = JsonDocument.Parse(result.Output);
        return report
            .RootElement.GetProperty("checks")
            .EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == check)
            .GetProperty("verdict")
            .GetString()!;
    }

    private static string Contents(string path)
    {
        using FileStream file = File.OpenRead(path);
        using GZipStream zip = new(file, CompressionMode.Decompress);
        using TarReader tar = new(zip);
        StringBuilder all = new();
        while (tar.GetNextEntry() is { } entry)
        {
            using StreamReader reader = new(entry.DataStream!, Encoding.UTF8);
            all.Append(reader.ReadToEnd());
        }

        return all.ToString();
    }
}
