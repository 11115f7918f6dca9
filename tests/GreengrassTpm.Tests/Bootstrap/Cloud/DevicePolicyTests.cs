using GreengrassTpm.Bootstrap;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Tests.LocalCloud;
using MQTTnet;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap.Cloud;

public sealed class DevicePolicyTests : LocalCloudTest
{
    private const string Alias = "TokenExchange";

    private string Document => DevicePolicy.Make(null, Facts(Alias));

    [Fact]
    public void The_program_s_own_template_fits_with_the_longest_names_that_there_are()
    {
        CloudFacts facts = new(
            $"arn:aws-us-gov:iot:us-gov-west-1:123456789012:rolealias/{new string('a', 128)}",
            "data",
            "credentials"
        );

        Assert.InRange(DevicePolicy.Make(null, facts).Length, 1, DevicePolicy.MostCharacters);
    }

    [Fact]
    public void AWS_IoT_s_own_variables_stay()
    {
        Assert.Contains("client/${iot:Connection.Thing.ThingName}*", Document, StringComparison.Ordinal);
        Assert.DoesNotContain("{region}", Document, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pump", MqttClientConnectResultCode.Success)]
    [InlineData("pump#2", MqttClientConnectResultCode.Success)]
    [InlineData("valve", MqttClientConnectResultCode.NotAuthorized)]
    public async Task A_device_connects_as_itself_and_as_nobody_else(string client, MqttClientConnectResultCode result)
    {
        using TestDevice device = await ExclusiveDeviceAsync("pump");
        using MqttDevice connection = new(Cloud, device);

        Assert.Equal(result, await connection.ConnectAsync(client));
    }

    [Fact]
    public async Task A_device_exchanges_its_certificate_by_the_role_alias()
    {
        Cloud.AddRoleAlias(Alias, "role", []);
        using TestDevice device = await ExclusiveDeviceAsync("pump");
        using HttpClient http = device.NewHttpClient();

        Assert.Equal(
            System.Net.HttpStatusCode.OK,
            (await http.GetAsync(new Uri($"/role-aliases/{Alias}/credentials", UriKind.Relative))).StatusCode
        );
    }

    [Fact]
    public void A_document_of_2049_characters_is_refused()
    {
        using TemplateFile template = new($$"""{"Id":"{{new string('x', DevicePolicy.MostCharacters - 8)}}"}""");

        CommandException error = Assert.Throws<CommandException>(() => DevicePolicy.Make(template.Path, Facts(Alias)));

        Assert.Equal(ExitCode.Configuration, error.ExitCode);
        Assert.Contains("has 2049 characters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void White_space_does_not_count()
    {
        using TemplateFile template = new(
            $$"""{ {{new string(' ', 3000)}} "Id": "{{new string('x', DevicePolicy.MostCharacters - 9)}}" }"""
        );

        Assert.Equal(DevicePolicy.MostCharacters, DevicePolicy.Make(template.Path, Facts(Alias)).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    public void A_template_that_is_no_JSON_object_is_refused(string text)
    {
        using TemplateFile template = new(text);

        CommandException error = Assert.Throws<CommandException>(() => DevicePolicy.Make(template.Path, Facts(Alias)));

        Assert.Contains("is not a JSON object", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_are_equal_by_what_they_say() =>
        Assert.True(DevicePolicy.AreEqual("""{"a": 1, "b": [2]}""", """{ "b":[2],"a":1 }"""));

    private CloudFacts Facts(string alias) => new(Cloud.Account.RoleAliasArn(alias), "data", "credentials");

    private async Task<TestDevice> ExclusiveDeviceAsync(string thing)
    {
        TestDevice device = await NewDeviceAsync(thing, Document);
        await Client.DetachThingPrincipalAsync(thing, device.CertificateArn);
        await Client.AttachThingPrincipalAsync(
            new()
            {
                ThingName = thing,
                Principal = device.CertificateArn,
                ThingPrincipalType = "EXCLUSIVE_THING",
            }
        );
        return device;
    }

    private sealed class TemplateFile : IDisposable
    {
        private readonly GreengrassTpm.Testing.PrivateFolder _folder = GreengrassTpm.Testing.PrivateFolder.Create();

        public TemplateFile(string text) => File.WriteAllText(Path, text);

        public string Path => _folder.File("template.json");

        public void Dispose() => _folder.Dispose();
    }
}
