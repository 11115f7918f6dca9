using GreengrassTpm.Bootstrap;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap;

public sealed class ProvisioningSettingsTests
{
    private static readonly DeviceFolders Folders = new("/");

    private static readonly ProvisioningRecord Earlier = new()
    {
        ThingName = "gateway-7",
        Began = DateTimeOffset.UnixEpoch,
        Store = new RecordedStore("/srv/store", Created: true),
        Token = new RecordedToken("/module.so", "plant", []),
        Key = new RecordedKey("machine", "00", "rsa-2048"),
    };

    [Fact]
    public void A_new_device_gets_the_defaults()
    {
        ProvisioningSettings settings = ProvisioningSettings.From(
            new ProvisioningOptions { ThingName = "gateway-7" },
            record: null,
            Folders
        );

        Assert.Equal("/var/lib/greengrass-tpm-store", settings.Store);
        Assert.Equal("greengrass", settings.TokenLabel);
        Assert.Equal("greenkey", settings.KeyLabel);
        Assert.Equal(KeyAlgorithm.EcP256, settings.Algorithm);
    }

    [Fact]
    public void A_later_run_goes_on_with_what_the_first_one_was_told()
    {
        ProvisioningSettings settings = ProvisioningSettings.From(new ProvisioningOptions(), Earlier, Folders);

        Assert.Equal("gateway-7", settings.ThingName);
        Assert.Equal("/srv/store", settings.Store);
        Assert.Equal("plant", settings.TokenLabel);
        Assert.Equal("machine", settings.KeyLabel);
        Assert.Equal(KeyAlgorithm.Rsa2048, settings.Algorithm);
    }

    [Fact]
    public void An_empty_token_that_a_teardown_has_left_is_for_any_thing()
    {
        ProvisioningRecord left = Earlier with { Key = null };

        Assert.Equal(
            "gateway-8",
            ProvisioningSettings.From(new ProvisioningOptions { ThingName = "gateway-8" }, left, Folders).ThingName
        );
        Assert.Equal("gateway-7", ProvisioningSettings.From(new ProvisioningOptions(), left, Folders).ThingName);
    }

    [Fact]
    public void The_first_run_needs_the_name_of_the_thing()
    {
        CommandException error = Assert.Throws<CommandException>(() =>
            ProvisioningSettings.From(new ProvisioningOptions(), record: null, Folders)
        );

        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }

    public static TheoryData<ProvisioningOptions, string> Contradictions =>
        new()
        {
            {
                new() { ThingName = "gateway-8" },
                "--thing-name gateway-7, not gateway-8"
            },
            {
                new() { Store = "/elsewhere" },
                "--store /srv/store, not /elsewhere"
            },
            {
                new() { TokenLabel = "other" },
                "--token-label plant, not other"
            },
            {
                new() { KeyLabel = "other" },
                "--key-label machine, not other"
            },
            {
                new() { Algorithm = KeyAlgorithm.EcP256 },
                "--key-algorithm rsa-2048, not ec-p256"
            },
        };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void What_contradicts_the_first_run_is_refused(ProvisioningOptions options, string message)
    {
        CommandException error = Assert.Throws<CommandException>(() =>
            ProvisioningSettings.From(options, Earlier, Folders)
        );

        Assert.Equal(ExitCode.Configuration, error.ExitCode);
        Assert.Equal($"this device was provisioned with {message}", error.Message);
    }

    [Fact]
    public void A_key_algorithm_of_a_newer_program_is_not_guessed()
    {
        ProvisioningRecord newer = Earlier with { Key = Earlier.Key! with { Algorithm = "ml-dsa-44" } };

        _ = Assert.Throws<CommandException>(() => ProvisioningSettings.From(new ProvisioningOptions(), newer, Folders));
    }
}
