using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Amazon.IoT;
using Amazon.IoT.Model;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.LocalCloud;

/// <summary>The local cloud as a program of its own.</summary>
public sealed partial class ProgramTests : IDisposable
{
    private readonly PrivateFolder _folder = PrivateFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_prints_the_environment_to_use_and_stops_when_told_to()
    {
        using var program = ChildProcess.Start(
            new Command("dotnet", typeof(LocalCloudServer).Assembly.Location, _folder.File("ca.pem"))
        );
        program.WaitForText("role alias");
        var environment = Exported()
            .Matches(program.Output)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);

        using var client = new AmazonIoTClient(
            environment["AWS_ACCESS_KEY_ID"],
            environment["AWS_SECRET_ACCESS_KEY"],
            new AmazonIoTConfig
            {
                ServiceURL = environment["AWS_ENDPOINT_URL_IOT"],
                AuthenticationRegion = environment["AWS_REGION"],
            }
        );
        var endpoint = await client.DescribeEndpointAsync(
            new DescribeEndpointRequest { EndpointType = "iot:CredentialProvider" }
        );
        program.Signal(UnixSignal.Terminate);
        var result = await program.WaitAsync();

        Assert.StartsWith("localhost:", endpoint.EndpointAddress, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
        using var ca = X509CertificateLoader.LoadCertificateFromFile(environment["LOCAL_CLOUD_CA_FILE"]);
        Assert.Equal("CN=Local Cloud Root CA", ca.Subject);
    }

    [GeneratedRegex("^export (?<name>[A-Z0-9_]+)='(?<value>[^']*)'$", RegexOptions.Multiline)]
    private static partial Regex Exported();
}
