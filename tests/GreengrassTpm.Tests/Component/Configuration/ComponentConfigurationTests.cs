using System.Text.Json;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Component;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Component;

public class ComponentConfigurationTests
{
    [Fact]
    public void An_empty_configuration_is_the_default_one()
    {
        ConfigurationReading reading = Read("{}");

        Assert.Equal(
            new ComponentConfiguration(),
            reading.Configuration with
            {
                RestartCommand = new ComponentConfiguration().RestartCommand,
            }
        );
        Assert.Empty(reading.Problems);
        Assert.Empty(reading.Warnings);
    }

    [Fact]
    public void Every_key_is_read()
    {
        ConfigurationReading reading = Read(
            """
            {
              "credential": { "keyLabel": "greenkey", "pinSource": "file:/etc/greengrass-tpm/user.pin" },
              "verification": { "interval": "6h" },
              "rotation": {
                "enabled": false, "requestId": "2026-11", "maxKeyAge": "30d", "renewBeforeExpiry": "7d",
                "jitterPercent": 25, "mode": "certificate-only", "keyAlgorithm": "rsa-2048", "window": "02:00-04:00",
                "activation": "next-restart", "restartCommand": ["/bin/systemctl", "restart", "greengrass"],
                "confirmWithin": "30m", "retireAfter": "0s"
              },
              "issuer": { "type": "iot-control-plane" },
              "reporting": { "shadow": "tpm" },
              "accessControl": { "aws.greengrass.ipc.mqttproxy": {} }
            }
            """
        );

        ComponentConfiguration configuration = reading.Require();
        Assert.Empty(reading.Warnings);
        Assert.Equal("greenkey", configuration.KeyLabel);
        Assert.Equal(new PinSource(PinSourceKind.File, "/etc/greengrass-tpm/user.pin"), configuration.PinSource);
        Assert.Equal(TimeSpan.FromHours(6), configuration.VerificationInterval);
        Assert.Equal(
            new RenewalPolicy
            {
                Enabled = false,
                MaximumAge = TimeSpan.FromDays(30),
                RenewBeforeExpiry = TimeSpan.FromDays(7),
                JitterPercent = 25,
                Window = MaintenanceWindow.Parse("02:00-04:00"),
            },
            configuration.Renewal
        );
        Assert.Equal("2026-11", configuration.RequestId);
        Assert.Equal(RotationMode.CertificateOnly, configuration.Mode);
        Assert.Equal(KeyAlgorithm.Rsa2048, configuration.KeyAlgorithm);
        Assert.Equal(ActivationTime.NextRestart, configuration.Activation);
        Assert.Equal(["/bin/systemctl", "restart", "greengrass"], configuration.RestartCommand);
        Assert.Equal(TimeSpan.FromMinutes(30), configuration.ConfirmWithin);
        Assert.Equal(TimeSpan.Zero, configuration.RetireAfter);
        Assert.Equal("tpm", configuration.Shadow);
    }

    [Theory]
    [InlineData("credential.keyLabel", "\"greenkey.next\"", "not ending in '.next'")]
    [InlineData("credential.pinSource", "\"1234\"", "nucleus, file:/absolute/path or systemd:NAME")]
    [InlineData("credential.pinSource", "\"file:user.pin\"", "file:/absolute/path")]
    [InlineData("credential.pinSource", "\"systemd:../pin\"", "systemd:NAME")]
    [InlineData("verification.interval", "\"1s\"", "1m to 30d")]
    [InlineData("rotation.enabled", "\"yes\"", "neither true nor false")]
    [InlineData("rotation.requestId", "\"two words\"", "printable")]
    [InlineData("rotation.maxKeyAge", "\"90 days\"", "90d")]
    [InlineData("rotation.renewBeforeExpiry", "30", "30")]
    [InlineData("rotation.jitterPercent", "101", "0 to 100")]
    [InlineData("rotation.jitterPercent", "1.5", "0 to 100")]
    [InlineData("rotation.mode", "\"key\"", "key-and-certificate, certificate-only")]
    [InlineData("rotation.keyAlgorithm", "\"ed25519\"", "ec-p256, ec-p384, rsa-2048, rsa-3072")]
    [InlineData("rotation.window", "\"2-4\"", "02:00-04:00")]
    [InlineData("rotation.activation", "\"never\"", "restart, next-restart")]
    [InlineData("rotation.restartCommand", "\"systemctl restart\"", "a list of texts")]
    [InlineData("rotation.restartCommand", "[\"systemctl\"]", "absolute path")]
    [InlineData("rotation.confirmWithin", "\"0s\"", "1s to 7d")]
    [InlineData("rotation.retireAfter", "\"1y\"", "90d")]
    [InlineData("rotation.installRecovery", "\"ask\"", "neither true nor false")]
    [InlineData("issuer.type", "\"me\"", "iot-control-plane, fleet-provisioning, directory")]
    [InlineData("issuer.template", "\"a b\"", "1 to 36")]
    [InlineData("issuer.folder", "\"requests\"", "absolute path")]
    [InlineData("reporting.shadow", "\"a b\"", "1 to 64")]
    [InlineData("rotation.mode", "{}", "single value")]
    [InlineData("reporting.shadow", "[\"a\"]", "single value")]
    public void A_wrong_value_is_told_with_its_key_and_what_is_allowed(string key, string value, string allowed)
    {
        string[] path = key.Split('.');

        ConfigurationReading reading = Read($$"""{ "{{path[0]}}": { "{{path[1]}}": {{value}} } }""");

        ConfigurationProblem problem = Assert.Single(reading.Problems);
        Assert.Equal(key, problem.Key);
        Assert.Contains(allowed, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("credential")]
    [InlineData("verification")]
    [InlineData("rotation")]
    [InlineData("issuer")]
    [InlineData("reporting")]
    public void A_section_that_is_no_object_is_a_problem(string section)
    {
        ConfigurationReading reading = Read($$"""{ "{{section}}": "text" }""");

        Assert.Equal(section, Assert.Single(reading.Problems).Key);
    }

    [Theory]
    [InlineData("fleet-provisioning", "issuer.template")]
    [InlineData("directory", "issuer.folder")]
    public void What_an_issuer_needs_must_be_given(string type, string key) =>
        Assert.Equal(key, Assert.Single(Read($$"""{ "issuer": { "type": "{{type}}" } }""").Problems).Key);

    [Fact]
    public void All_problems_are_told_at_once()
    {
        ConfigurationReading reading = Read(
            """{ "rotation": { "mode": "x", "window": "x" }, "issuer": { "type": "x" }, "verification": { "interval": "x" } }"""
        );

        CommandException error = Assert.Throws<CommandException>(reading.Require);
        Assert.Equal(ExitCode.Configuration, error.ExitCode);
        foreach (string key in (string[])["rotation.mode", "rotation.window", "issuer.type", "verification.interval"])
        {
            Assert.Contains(key, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Strings_stand_for_numbers_and_truth_values_and_numbers_for_strings()
    {
        ComponentConfiguration configuration = Read(
                """{ "rotation": { "enabled": "false", "jitterPercent": "5", "requestId": 42 } }"""
            )
            .Require();

        Assert.False(configuration.Renewal.Enabled);
        Assert.Equal(5, configuration.Renewal.JitterPercent);
        Assert.Equal("42", configuration.RequestId);
    }

    [Fact]
    public void A_whole_number_may_be_written_as_a_double() =>
        Assert.Equal(5, Read("""{ "rotation": { "jitterPercent": 5.0 } }""").Require().Renewal.JitterPercent);

    [Fact]
    public void Null_is_absence()
    {
        ComponentConfiguration configuration = Read("""{ "rotation": { "mode": null }, "issuer": null }""").Require();

        Assert.Equal(RotationMode.KeyAndCertificate, configuration.Mode);
    }

    [Fact]
    public void An_unknown_key_is_ignored_with_a_warning_that_names_the_known_ones()
    {
        ConfigurationReading reading = Read("""{ "rotation": { "maxkeyage": "1d" }, "later": 1 }""");

        Assert.Empty(reading.Problems);
        Assert.Equal(["later", "rotation.maxkeyage"], reading.Warnings.Select(warning => warning.Key).Order());
        Assert.Contains(reading.Warnings, warning => warning.Message.Contains("maxKeyAge", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pin_that_was_put_in_the_wrong_place_is_not_repeated() =>
        Assert.DoesNotContain(
            "secret1",
            Read("""{ "credential": { "pinSource": "secret1" } }""").Problems[0].ToString(),
            StringComparison.Ordinal
        );

    private static ConfigurationReading Read(string json) =>
        ComponentConfiguration.Read(JsonDocument.Parse(json).RootElement);
}
