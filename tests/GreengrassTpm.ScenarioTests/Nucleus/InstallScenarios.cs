using System.Text.RegularExpressions;
using GreengrassTpm.Credentials;
using GreengrassTpm.GreengrassIpc;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>
/// The recipe's install step as a nucleus runs it, on a device of which nothing is known but what the nucleus is configured
/// with: no provisioning record, no file with the PIN.
/// </summary>
[Collection(NucleusTpm.Name)]
public sealed partial class InstallScenarios(SoftwareTpmFixture shared)
{
    [Theory]
    [InlineData(NucleusFlavour.Classic)]
    [InlineData(NucleusFlavour.Lite)]
    public async Task A_fit_device_gets_the_component_which_then_rotates(NucleusFlavour flavour)
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            flavour,
            prepare: (device, greengrass) =>
            {
                LeaveToTheNucleus(greengrass);
                Deliver(device, greengrass);
            }
        );
        Assert.Contains("token.login", device.Log, StringComparison.Ordinal);
        Assert.Equal("root:root 700", device.Device.Access("var/lib/greengrass-tpm/bin/greengrass-tpm"));

        await device.RequestAsync("installed");

        await device.WaitForAsync(RotationState.Retired);
        Assert.NotEqual(device.Greengrass.FirstCertificateId, Assert.Single(device.Cloud.CertificatesOfThing()));
    }

    [Theory]
    [InlineData(NucleusFlavour.Classic)]
    [InlineData(NucleusFlavour.Lite)]
    public async Task An_unfit_device_is_told_why_and_runs_nothing(NucleusFlavour flavour)
    {
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            flavour,
            prepare: (device, greengrass) =>
            {
                new Pkcs11Tool(greengrass.Device.Access()).GenerateKeyPair(
                    "EC:prime256v1",
                    Greengrass.ActiveLabel,
                    "99"
                );
                LeaveToTheNucleus(greengrass);
                Deliver(device, greengrass);
            },
            until: "Unfit: "
        );

        await device.WaitAsync(() => (string?)device.StatusAsync().Result["state"] == "BROKEN", "the end of the step");
        Assert.Contains("failed   token.objects", device.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("GTPM-", device.Log, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(device.Device.State, "bin/greengrass-tpm")));
    }

    // The classic nucleus finds its token by the slot alone.
    private static void LeaveToTheNucleus(Greengrass greengrass)
    {
        string configuration = File.ReadAllText(greengrass.NucleusFile);
        configuration = PinSource().Replace(configuration, $"pin-value={greengrass.Device.UserPin}");
        File.WriteAllText(
            greengrass.NucleusFile,
            greengrass.NucleusFile.EndsWith("config.yaml", StringComparison.Ordinal)
                ? Token().Replace(configuration, "")
                : configuration
        );
        File.Delete(greengrass.Device.UserPinFile);
        File.Delete(Path.Combine(greengrass.Device.State, "provisioning.json"));
    }

    private static void Deliver(RotatingDevice device, Greengrass greengrass)
    {
        RecipeInstallation installation = new(greengrass.Device);
        installation.Deliver(PublishedExecutables.Find("greengrass-tpm"));
        device.InstallStep = installation.Script;
        device.Program = installation.Program;
    }

    [GeneratedRegex("token=[^;]*;")]
    private static partial Regex Token();

    [GeneratedRegex("pin-source=[^;?&\"' \n]*")]
    private static partial Regex PinSource();
}
