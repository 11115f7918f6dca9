using GreengrassTpm.Bootstrap;
using GreengrassTpm.Credentials;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap;

public sealed class NucleusChoiceTests
{
    private const string Tcti = "device:/dev/tpmrm0";

    private static readonly DeviceFolders Folders = new();

    private static readonly RecordedNucleus Earlier = new()
    {
        Folder = "/opt/nucleus",
        Classic = false,
        Lite = true,
        PinInUris = true,
        Tcti = Tcti,
        RootFolder = "/greengrass/v2",
        RootCa = "/etc/ca.pem",
        AwsRegion = "eu-west-1",
        RoleAlias = "TokenExchange",
        DataEndpoint = "data.example",
        CredentialEndpoint = "credentials.example",
    };

    [Fact]
    public void A_new_device_is_configured_for_both_nuclei_and_nothing_that_nobody_named() =>
        Assert.Equal(
            new RecordedNucleus
            {
                Folder = Folders.NucleusConfiguration,
                Classic = true,
                Lite = true,
                PinInUris = false,
                Tcti = Tcti,
            },
            Choose(new ProvisioningOptions(), earlier: null)
        );

    [Fact]
    public void Told_nothing_it_is_what_it_was() => Assert.Equal(Earlier, Choose(new ProvisioningOptions(), Earlier));

    [Fact]
    public void What_is_said_replaces_what_it_was()
    {
        ProvisioningOptions options = new()
        {
            Nuclei = [NucleusKind.Classic],
            NucleusFolder = "/srv/nucleus",
            LitePin = LitePin.Source,
            NucleusRoot = "/srv/v2",
            RootCa = "/srv/ca.pem",
            AwsRegion = "us-east-1",
            RoleAlias = "Other",
            DataEndpoint = "data.other",
            CredentialEndpoint = "credentials.other",
        };

        Assert.Equal(
            new RecordedNucleus
            {
                Folder = "/srv/nucleus",
                Classic = true,
                Lite = false,
                PinInUris = false,
                Tcti = Tcti,
                RootFolder = "/srv/v2",
                RootCa = "/srv/ca.pem",
                AwsRegion = "us-east-1",
                RoleAlias = "Other",
                DataEndpoint = "data.other",
                CredentialEndpoint = "credentials.other",
            },
            Choose(options, Earlier)
        );
    }

    private static RecordedNucleus Choose(ProvisioningOptions options, RecordedNucleus? earlier) =>
        NucleusChoice.Make(options, earlier, cloud: null, Tcti, Folders);
}
