using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>Other versions of the component in the middle of a rotation.</summary>
[Collection(NucleusTpm.Name)]
public sealed class VersionScenarios(SoftwareTpmFixture shared)
{
    private static readonly string Earlier = PublishedExecutables.Find("greengrass-tpm");

    [Fact]
    public async Task A_rotation_goes_on_when_a_later_version_is_deployed_and_when_the_earlier_one_is_put_back()
    {
        RecipeInstallation installation = null!;
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            rotation: new JsonObject { ["activation"] = "next-restart" },
            prepare: (device, greengrass) =>
            {
                installation = new RecipeInstallation(greengrass.Device);
                installation.Deliver(Earlier);
                device.InstallStep = installation.Script;
                device.Program = installation.Program;
            }
        );
        string later = installation.Stamp(Earlier, "0.2.0+");
        await device.RequestAsync("updated");
        await device.WaitForAsync(rotation => rotation.State >= RotationState.KeyGenerated, "a key");
        await DeployAsync(device, installation, later);
        Assert.StartsWith("0.2.0+", await VersionAsync(installation), StringComparison.Ordinal);

        await device.WaitForLogAsync("GTPM-311 ");
        await DeployAsync(device, installation, Earlier);
        Assert.StartsWith("0.1.0+", await VersionAsync(installation), StringComparison.Ordinal);
        Assert.Equal(RotationState.Switched, device.History.Rotations[^1].State);
        await device.Greengrass.Service.RestartAsync();

        await device.AssertRotatedAsync();
    }

    [Fact]
    public async Task An_earlier_version_leaves_to_the_later_one_what_only_that_one_can_read_and_the_device_works()
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(shared.Tpm);
        string journal = Path.Combine(device.Device.State, "journal.jsonl");
        string whole = "";
        using (device.HoldRestart())
        {
            await device.RequestAsync("downgraded");
            await device.WaitForAsync(RotationState.Switched);
            await device.Greengrass.Service.CrashAsync(async () =>
            {
                whole = await File.ReadAllTextAsync(journal);
                await File.AppendAllTextAsync(journal, LineOfLaterVersion());
            });
        }

        await device.WaitForLogAsync("GTPM-306 ");
        await device.WaitAsync(
            () => device.Greengrass.BrokerIdentityAsync().Result is not null,
            "the nucleus' connection"
        );
        Assert.NotEqual(device.Greengrass.FirstCertificateId, await device.Greengrass.BrokerIdentityAsync());
        Assert.Equal(2, device.Cloud.CertificatesOfThing().Count);
        Assert.Equal(6, device.Device.Objects().Count);

        // The later one, which has written the line, goes by it.
        await device.Greengrass.Service.CrashAsync(() => File.WriteAllTextAsync(journal, whole));
        await device.AssertRotatedAsync();
    }

    private static async Task DeployAsync(RotatingDevice device, RecipeInstallation installation, string program)
    {
        int connections = Connections(device);
        installation.Deliver(program);
        await device.RestartComponentAsync();
        await device.WaitAsync(() => Connections(device) > connections, "the other version");
    }

    private static int Connections(RotatingDevice device) => device.Log.Split("GTPM-100 ").Length;

    private static async Task<string> VersionAsync(RecipeInstallation installation) =>
        (await ChildProcess.RunAsync(new Command(installation.Program, ["--version"]))).OrThrow().Output;

    private static string LineOfLaterVersion()
    {
        const string record = """{"rotation":"later","phase":"of a kind that this version does not know"}""";
        byte[] sum = SHA256.HashData(Encoding.UTF8.GetBytes("2:" + record));
        return string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"v":2,"sum":"{{Convert.ToHexStringLower(sum)[..32]}}","record":{{record}}}"""
            ) + "\n";
    }
}
