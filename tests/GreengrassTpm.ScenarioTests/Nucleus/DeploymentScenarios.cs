using System.Text.Json.Nodes;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>What deployments do to the component: configurations that it refuses, other versions, its removal.</summary>
[Collection(NucleusTpm.Name)]
public sealed class DeploymentScenarios(SoftwareTpmFixture shared)
{
    private const string NothingValid = """
        {
          "credential": { "keyLabel": "a\u0007b", "pinSource": "1234" },
          "verification": { "interval": "1s" },
          "rotation": {
            "enabled": "perhaps", "requestId": "two words", "maxKeyAge": "old", "renewBeforeExpiry": "-1d",
            "jitterPercent": "101", "mode": "none", "keyAlgorithm": "rsa-512", "window": "night", "activation": "never",
            "restartCommand": "systemctl", "installRecovery": "ask", "confirmWithin": "0s", "retireAfter": "366d"
          },
          "issuer": { "type": "nobody", "template": "a template", "folder": "requests" },
          "reporting": { "shadow": "a shadow" }
        }
        """;

    [Fact]
    public async Task A_deployment_with_invalid_values_is_refused_with_all_of_them_and_changes_nothing()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm);
        JsonObject configuration = JsonNode.Parse(NothingValid)!.AsObject();

        string? refusal = await device.DeployAsync(configuration);

        Assert.NotNull(refusal);
        Assert.All(KeysOf(configuration), key => Assert.Contains($"{key}: ", refusal, StringComparison.Ordinal));
        Assert.DoesNotContain("1234", refusal, StringComparison.Ordinal);
        Assert.Null(await device.RequestAsync("after"));
        await device.WaitForAsync(
            rotation => rotation.Trigger == "request:after",
            "a rotation by the old configuration"
        );
    }

    [Fact]
    public async Task Nucleus_lite_is_told_of_invalid_values_by_the_component_s_end()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm, NucleusFlavour.Lite);
        JsonObject configuration = JsonNode.Parse(NothingValid)!.AsObject();

        await device.DeployAsync(configuration);

        await device.WaitAsync(() => (string?)device.StatusAsync().Result["state"] == "BROKEN", "the component's end");
        Assert.Equal(78, (int?)(await device.StatusAsync())["exitCode"]);
        Assert.All(KeysOf(configuration), key => Assert.Contains($"{key}: ", device.Log, StringComparison.Ordinal));
        Assert.Empty(device.History.Rotations);
    }

    [Fact]
    public async Task A_component_that_is_removed_in_a_switch_leaves_a_device_that_works_and_goes_on_when_it_is_deployed_again()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm);
        await device.RequestAsync("removed");
        await device.WaitForAsync(rotation => rotation.State >= RotationState.Switching, "the switch");
        string? program = device.Program;

        device.Program = null;
        await device.Greengrass.Service.CrashAsync();
        _ = (await ChildProcess.RunAsync(device.Device.Bootstrap("recover", "--root", device.Device.Root))).OrThrow();
        await device.Greengrass.Service.RestartAsync();
        await device.WaitAsync(
            () => device.Greengrass.BrokerIdentityAsync().Result is not null,
            "the nucleus' connection"
        );
        string? served = await device.Greengrass.BrokerIdentityAsync();
        Assert.NotEqual(device.Greengrass.FirstCertificateId, served);

        device.Program = program;
        await device.Greengrass.Service.RestartAsync();
        await device.AssertRotatedAsync();
        Assert.Equal(served, Assert.Single(device.Cloud.CertificatesOfThing()));
    }

    private static IEnumerable<string> KeysOf(JsonObject configuration) =>
        configuration.SelectMany(section => section.Value!.AsObject().Select(key => $"{section.Key}.{key.Key}"));
}
