using GreengrassTpm.Bootstrap;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap.Teardown;

/// <summary>Whether a classic nucleus that was moved to the TPM can be given its files back, and what is said where it cannot.</summary>
public sealed class GivingBackTests : IDisposable
{
    private readonly PrivateFolder _root = PrivateFolder.Create();

    public GivingBackTests()
    {
        foreach (string file in (string[])["privKey.key", "thingCert.crt"])
        {
            Write(file, "");
        }

        Write(
            "config/effectiveConfig.yaml",
            """
            system:
              certificateFilePath: "pkcs11:object=greenkey;type=cert"
              privateKeyPath: "pkcs11:object=greenkey;type=private"
            """
        );
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_nucleus_that_is_not_installed_any_more_is_named_and_does_not_stand_in_the_way()
    {
        TeardownContext context = Context();

        Assert.DoesNotContain(Steps(context), step => step.Id == "former");
        Assert.Contains(context.Left, left => left.Contains("is not installed any more", StringComparison.Ordinal));
    }

    [Fact]
    public void A_nucleus_whose_program_is_missing_is_refused_before_anything_is_changed()
    {
        Write("alts/current/launch.params", "");
        TeardownContext context = Context();

        CommandException refused = Assert.Throws<CommandException>(() =>
            StepPlan<TeardownContext>.Make(context, Steps(context))
        );

        Assert.Contains(
            "Greengrass.jar does not exist; nothing was changed",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Contains($"delete {Path.Combine(Nucleus, "alts/current")}", refused.Hint, StringComparison.Ordinal);
    }

    private string Nucleus => _root.File("greengrass/v2");

    private TeardownContext Context() =>
        new(
            new ProvisioningRecordFile(_root.File("provisioning.json")),
            new ProvisioningRecord
            {
                ThingName = "gateway-7",
                Began = DateTimeOffset.UnixEpoch,
                Store = new RecordedStore(_root.File("store"), Created: true),
                Former = new RecordedFiles(
                    Path.Combine(Nucleus, "privKey.key"),
                    Path.Combine(Nucleus, "thingCert.crt"),
                    "former",
                    Given: DateTimeOffset.UnixEpoch
                ),
            }
        )
        {
            Folders = new DeviceFolders(_root.Path),
            Rotations = [],
            Token = null,
        };

    private static List<IStep<TeardownContext>> Steps(TeardownContext context) =>
        [.. TeardownSteps.For(context, new TeardownOptions(), registry: null, TimeProvider.System)];

    private void Write(string name, string text)
    {
        string path = Path.Combine(Nucleus, name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
