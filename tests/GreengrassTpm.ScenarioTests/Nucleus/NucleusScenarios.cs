using System.Text;
using System.Text.Json.Nodes;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>Both nuclei with the credential on the token: what they show to the cloud, and from when on.</summary>
[Collection(NucleusTpm.Name)]
public sealed class NucleusScenarios(SoftwareTpmFixture shared)
{
    private const string Shadow = $"$aws/things/{Device.ThingName}/shadow/name/credential/update";

    [Theory]
    [InlineData(NucleusFlavour.Classic)]
    [InlineData(NucleusFlavour.Lite)]
    public async Task A_component_reaches_the_cloud_through_the_nucleus_s_connection_with_the_token_s_key(
        NucleusFlavour flavour
    )
    {
        await using Greengrass greengrass = await Greengrass.StartAsync(shared.Tpm, flavour);
        await using GreengrassIpcClient client = await greengrass.ConnectAsync();
        await using var answers = await client.SubscribeToIoTCoreAsync(
            $"{Shadow}/accepted",
            QualityOfService.AtLeastOnce
        );

        await client.PublishToIoTCoreAsync(
            new IoTCorePublication
            {
                TopicName = Shadow,
                Qos = QualityOfService.AtLeastOnce,
                Payload = """{"state":{"reported":{"fit":true}}}"""u8.ToArray(),
            }
        );

        using var patience = new CancellationTokenSource(Deadline.Default);
        await using IAsyncEnumerator<IoTCoreMessage> messages = answers.GetAsyncEnumerator(patience.Token);
        Assert.True(await messages.MoveNextAsync());
        Assert.Contains("fit", Encoding.UTF8.GetString(messages.Current.Payload.Span), StringComparison.Ordinal);
        JsonObject? stored = greengrass.Cloud.Server.Shadow(Device.ThingName, "credential");
        Assert.True((bool?)stored?["reported"]?["fit"]);
        Assert.Equal(greengrass.FirstCertificateId, await greengrass.BrokerIdentityAsync());
    }

    [Theory]
    [InlineData(NucleusFlavour.Classic, 403)]
    [InlineData(NucleusFlavour.Lite, 404)]
    public async Task The_token_exchange_gives_a_component_credentials_of_the_device_s_certificate(
        NucleusFlavour flavour,
        int refusal
    )
    {
        await using Greengrass greengrass = await Greengrass.StartAsync(shared.Tpm, flavour);

        Assert.Equal(greengrass.FirstCertificateId, await greengrass.TokenExchangeIdentityAsync());
        Assert.Equal(refusal, (await greengrass.AskTokenExchangeAsync("ABCDEFGHIJKLMNOP")).Status);
    }

    [Fact]
    public async Task The_classic_nucleus_goes_on_with_the_old_credential_until_it_is_restarted()
    {
        await using Greengrass greengrass = await Greengrass.StartAsync(shared.Tpm, NucleusFlavour.Classic);
        await OnlineAsync(greengrass, greengrass.FirstCertificateId);
        int firstProcess = greengrass.Service.Nucleus.Id;

        string second = await greengrass.SwitchCredentialAsync();

        Assert.Equal(greengrass.FirstCertificateId, await greengrass.TokenExchangeIdentityAsync());
        await BreakConnectionAsync(greengrass);
        await OnlineAsync(greengrass, greengrass.FirstCertificateId);

        Run(greengrass.Service.RestartCommand("greengrass.service"));
        await OnlineAsync(greengrass, second);
        Assert.Equal(second, await greengrass.TokenExchangeIdentityAsync());
        Assert.NotEqual(firstProcess, greengrass.Service.Nucleus.Id);
    }

    [Fact]
    public async Task Nucleus_lite_takes_the_new_credential_with_its_next_connection_and_components_go_on()
    {
        await using Greengrass greengrass = await Greengrass.StartAsync(shared.Tpm, NucleusFlavour.Lite);
        await OnlineAsync(greengrass, greengrass.FirstCertificateId);
        int? component = await ComponentAsync(greengrass);

        string second = await greengrass.SwitchCredentialAsync();

        Assert.Equal(second, await greengrass.TokenExchangeIdentityAsync());
        Assert.Equal(greengrass.FirstCertificateId, await greengrass.BrokerIdentityAsync());

        Run(greengrass.Service.RestartCommand("ggl.core.iotcored.service", "ggl.core.tesd.service"));
        await OnlineAsync(greengrass, second);
        Assert.Equal(component, await ComponentAsync(greengrass));
        Assert.Equal(0, greengrass.Service.Restarts);
    }

    [Fact]
    public async Task A_classic_nucleus_whose_label_two_keys_carry_stays_up_without_the_cloud()
    {
        await using Greengrass greengrass = await Greengrass.StartAsync(shared.Tpm, NucleusFlavour.Classic);
        new Pkcs11Tool(greengrass.Device.Access()).GenerateKeyPair("EC:prime256v1", Greengrass.ActiveLabel, "99");

        await greengrass.Service.RestartAsync();

        JsonObject cloud = await greengrass.Service.Nucleus.AskAsync("cloud");
        Assert.Contains(
            "2 objects of the kind private key",
            (string)cloud["credentialFailure"]!,
            StringComparison.Ordinal
        );
        Assert.Equal(500, (await greengrass.AskTokenExchangeAsync()).Status);
        Assert.NotNull(await ComponentAsync(greengrass));
    }

    [Fact]
    public async Task A_restart_of_a_unit_that_is_not_there_is_refused()
    {
        await using Greengrass greengrass = await Greengrass.StartAsync(shared.Tpm, NucleusFlavour.Lite);

        IReadOnlyList<string> command = greengrass.Service.RestartCommand("telnetd.service");

        ChildResult result = await ChildProcess.RunAsync(new Command(command[0], command.Skip(1)));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("telnetd", result.Error, StringComparison.Ordinal);
    }

    private static void Run(IReadOnlyList<string> command) =>
        ChildProcess.Run(new Command(command[0], command.Skip(1))).OrThrow();

    private static async Task<int?> ComponentAsync(Greengrass greengrass) =>
        (int?)(await greengrass.Service.Nucleus.AskAsync("status", Greengrass.Component))["pid"];

    private static async Task BreakConnectionAsync(Greengrass greengrass)
    {
        greengrass.Cloud.Server.Faults.Offline = true;
        await Task.Run(() =>
            Deadline.WaitFor(() => greengrass.BrokerIdentityAsync().Result is null, "the end of the connection")
        );
        greengrass.Cloud.Server.Faults.Offline = false;
    }

    private static Task OnlineAsync(Greengrass greengrass, string certificateId) =>
        Task.Run(() =>
            Deadline.WaitFor(
                () => greengrass.BrokerIdentityAsync().Result == certificateId,
                $"the nucleus with certificate {certificateId}"
            )
        );
}
