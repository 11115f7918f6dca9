using System.Text.Json.Nodes;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Nucleus;

/// <summary>Where the component finds the user PIN, and that a refused one costs one count of the chip's lock-out and no more.</summary>
[Collection(NucleusTpm.Name)]
public sealed class PinScenarios(SoftwareTpmFixture shared)
{
    private const string Credential = "greengrass-pin";

    [Theory]
    [InlineData("file")]
    [InlineData("systemd")]
    public async Task The_PIN_comes_from_where_the_configuration_says_and_a_refused_one_is_tried_once(string source)
    {
        int before = 0;
        string file = "";
        await using RotatingDevice device = await RotatingDevice.StartAsync(
            shared.Tpm,
            prepare: (device, greengrass) =>
            {
                file = greengrass.Device.FileNamed(Credential);
                File.WriteAllText(file, "certainly-wrong");
                device.Variables["CREDENTIALS_DIRECTORY"] = Path.GetDirectoryName(file)!;
                string pinSource = source == "file" ? $"file:{file}" : $"systemd:{Credential}";
                device.Configure(new JsonObject { ["credential"] = new JsonObject { ["pinSource"] = pinSource } });
                before = shared.Tpm.ReadLockoutCounter();
            }
        );
        await device.WaitForLogAsync("token.login");
        for (int start = 2; start <= 3; start++)
        {
            await device.RestartComponentAsync();
            await WaitForExaminationAsync(device, start);
        }

        Assert.Equal(before + 1, shared.Tpm.ReadLockoutCounter());
        Assert.DoesNotContain("certainly-wrong", device.Log, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, device.Device.UserPin);
        await device.RestartComponentAsync();
        await device.WaitForLogAsync("examined: Fit");
        shared.Tpm.ClearLockout();
    }

    [Fact]
    public async Task An_examination_that_is_repeated_does_not_try_a_refused_PIN_again()
    {
        using Device device = new(shared.Tpm);
        device.ProvisionWhole(shared.Authority);
        string file = device.FileNamed("wrong.pin");
        await File.WriteAllTextAsync(file, "certainly-wrong");
        int before = shared.Tpm.ReadLockoutCounter();

        // As often as a nucleus repeats an install step.
        for (int time = 1; time <= 3; time++)
        {
            ChildResult result = await ChildProcess.RunAsync(
                device.Component("verify", "--offline", "--pin-file", file)
            );
            Assert.Equal(2, result.ExitCode);
            Assert.Contains("refused the user PIN", result.Output, StringComparison.Ordinal);
        }

        Assert.Equal(before + 1, shared.Tpm.ReadLockoutCounter());
        Assert.Equal("root:root 600", device.Access("var/lib/greengrass-tpm/refused-pin"));
        _ = await ChildProcess.RunAsync(device.Component("verify", "--offline"));
        Assert.False(File.Exists(Path.Combine(device.State, "refused-pin")));
        shared.Tpm.ClearLockout();
    }

    private static Task WaitForExaminationAsync(RotatingDevice device, int count) =>
        device.WaitAsync(() => device.Log.Split("GTPM-200 ").Length > count, "another examination");
}
