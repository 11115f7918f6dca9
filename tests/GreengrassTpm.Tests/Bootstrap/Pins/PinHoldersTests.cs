using GreengrassTpm.Bootstrap;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap.Pins;

/// <summary>What has the PIN besides this product's own file, and what stands against its change.</summary>
public sealed class PinHoldersTests : IDisposable
{
    private const string Uri = "pkcs11:token=greengrass;object=greenkey;type=private";

    private readonly PrivateFolder _folder = PrivateFolder.Create();
    private readonly DeviceFolders _folders;
    private readonly Pin _pin = Pin.FromUtf8("tpm"u8);

    public PinHoldersTests() => _folders = new DeviceFolders(_folder.Path);

    public void Dispose()
    {
        _pin.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_nucleus_is_where_it_was_provisioned_for_unless_another_place_is_named()
    {
        string recorded = Nucleus("opt/gg");
        string named = Nucleus("srv/gg");

        Assert.Equal(recorded, Find(Record(recorded)).Classic!.Root);
        Assert.Equal(named, Find(Record(recorded), named + "/").Classic!.Root);
        Assert.Null(Find(Record(root: null)).Classic);
    }

    [Fact]
    public void A_nucleus_that_is_not_where_it_is_said_to_be_is_a_reason_to_change_nothing()
    {
        string missing = Path.Combine(_folder.Path, "opt/gg");

        Refused("which --nucleus-root names", () => Find(Record(root: null), missing));
        Refused("for which this device was provisioned", () => Find(Record(missing)));
    }

    [Fact]
    public void The_recorded_root_folder_of_nucleus_lite_is_none_of_a_classic_one()
    {
        Write("etc/greengrass/config.yaml", $"system: {{ privateKeyPath: '{Uri}' }}");

        Assert.Null(Find(Record(Path.Combine(_folder.Path, "var/lib/greengrass"))).Classic);
    }

    [Fact]
    public void Files_of_ours_are_given_the_new_PIN_but_for_a_drop_in_whose_paths_look_like_it()
    {
        string configuration = Write("etc/greengrass-tpm/nucleus/config.yaml", "userPin: tpm");
        string dropIn = Write(
            "etc/systemd/system/greengrass.service.d/10-greengrass-tpm.conf",
            "Environment=TPM2_PKCS11_STORE=/var/lib/greengrass-tpm-store"
        );

        Assert.Equal(
            [configuration],
            Find(Record(null) with { NucleusFiles = [configuration, dropIn] }).FilesWith(_pin)
        );
    }

    [Fact]
    public void The_file_that_lite_s_URIs_name_is_given_the_new_PIN()
    {
        string source = Write("etc/greengrass/key.pin", "tpm\n");
        Write("etc/greengrass/config.d/50-tpm.yaml", $"system: {{ privateKeyPath: '{Uri}?pin-source=file:{source}' }}");

        Assert.Equal([source], Find(Record(null)).FilesWith(_pin));
        File.WriteAllText(source, "another");
        Assert.Empty(Find(Record(null)).FilesWith(_pin));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_to_the_file_of_the_PIN_is_a_reason_to_change_nothing(bool isSymbolic)
    {
        string target = Write("etc/greengrass/key.pin", "tpm");
        string link = Path.Combine(_folder.Path, "etc/greengrass/link.pin");
        _ = isSymbolic
            ? File.CreateSymbolicLink(link, target)
            : ChildProcess.Run(new Command("ln", target, link)).OrThrow() as object;
        Write("etc/greengrass/config.yaml", $"system: {{ privateKeyPath: '{Uri}?pin-source=file:{link}' }}");

        Refused(
            $"cannot replace {link}: {(isSymbolic ? "ELOOP" : "EMLINK")}",
            () => Find(Record(null)).FilesWith(_pin)
        );
    }

    [Theory]
    [InlineData("etc/greengrass/config.yaml")]
    [InlineData("etc/greengrass/config.d/50-tpm.yaml")]
    public void A_PIN_in_lite_s_URIs_is_a_reason_to_change_nothing_unless_the_file_is_ours(string path)
    {
        string file = Write(path, $"system: {{ privateKeyPath: '{Uri}?pin-value=t%70m' }}");

        CommandException refused = Refused(file, () => Find(Record(null)).FilesWith(_pin));
        Assert.Contains("pin-source=file:", refused.Hint, StringComparison.Ordinal);
        Write(path, $"system: {{ privateKeyPath: '{Uri}?pin-value=tpm' }}");
        Assert.Equal([file], Find(Record(null) with { NucleusFiles = [file] }).FilesWith(_pin));
    }

    [Fact]
    public void A_classic_nucleus_changes_its_configuration_itself_and_without_it_nothing_is_changed()
    {
        string configuration = Write(
            "greengrass/v2/config/effectiveConfig.yaml",
            $"system: {{ privateKeyPath: '{Uri}' }}\nservices: {{ aws.greengrass.crypto.Pkcs11Provider: {{ configuration: {{ userPin: tpm }} }} }}"
        );

        Refused(configuration, () => Find(Record(null)).FilesWith(_pin));
        Nucleus("greengrass/v2");
        Assert.Empty(Find(Record(null)).FilesWith(_pin));
    }

    [Fact]
    public void A_configuration_that_cannot_be_read_may_hold_the_PIN()
    {
        Write("etc/greengrass/config.yaml", "system: [secret");

        CommandException refused = Refused(
            "whether it holds the PIN is not known",
            () => Find(Record(null)).FilesWith(_pin)
        );
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nucleus_that_runs_without_the_token_is_a_reason_to_change_nothing()
    {
        string root = Nucleus("opt/gg");
        using StringWriter text = new();
        TokenLocation token = new("/module", "greengrass");
        PinCare care = new(_folders, token, Record(root), new Outputs(text, text, false).Choose(OutputFormat.Text));
        using var java = ChildProcess.Start(new Command("sh", "-c", "echo up; sleep 60", "java", $"-Droot={root}"));
        java.WaitForText("up");

        Refused($"in use by the nucleus in {root}", () => care.Change(nucleusRoot: null));
    }

    private static CommandException Refused(string words, Func<object> change)
    {
        var refused = Assert.Throws<CommandException>(change);
        Assert.Equal(ExitCode.Configuration, refused.ExitCode);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", refused.Message, StringComparison.Ordinal);
        return refused;
    }

    private PinHolders Find(ProvisioningRecord record, string? named = null) =>
        PinHolders.Find(_folders, record, named);

    private ProvisioningRecord Record(string? root) =>
        new()
        {
            ThingName = "gateway-7",
            Began = DateTimeOffset.UnixEpoch,
            Store = new RecordedStore(_folder.File("store"), Created: true),
            Nucleus = new RecordedNucleus
            {
                Folder = _folders.NucleusConfiguration,
                Classic = true,
                Lite = true,
                PinInUris = false,
                Tcti = "device:/dev/tpmrm0",
                RootFolder = root,
            },
        };

    private string Nucleus(string path)
    {
        string root = Path.Combine(_folder.Path, path);
        _ = Directory.CreateDirectory(Path.Combine(root, "alts/current"));
        return root;
    }

    private string Write(string path, string text)
    {
        string file = Path.Combine(_folder.Path, path);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }
}
