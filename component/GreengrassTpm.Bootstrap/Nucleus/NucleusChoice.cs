using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>What the nucleus' configuration is to be made of: the decision alone.</summary>
internal static class NucleusChoice
{
    /// <summary>
    /// What the options say, else what an earlier run has made it of, else what AWS IoT was found to have, else the default. A run
    /// that is told nothing changes nothing, but for the endpoints: an account that is asked knows its own best.
    /// </summary>
    /// <param name="options">What the operator asked for.</param>
    /// <param name="earlier">What it was made of; null on a new device.</param>
    /// <param name="cloud">The account; null where it is not asked.</param>
    /// <param name="tcti">How the TPM is reached.</param>
    /// <param name="folders">The device's places.</param>
    internal static RecordedNucleus Make(
        ProvisioningOptions options,
        RecordedNucleus? earlier,
        CloudAccess? cloud,
        string tcti,
        DeviceFolders folders
    )
    {
        string folder = Absolute(options.NucleusFolder) ?? earlier?.Folder ?? folders.NucleusConfiguration;
        return new RecordedNucleus
        {
            Folder = folder,
            Classic = options.Nuclei?.Contains(NucleusKind.Classic) ?? earlier?.Classic ?? true,
            Lite = options.Nuclei?.Contains(NucleusKind.Lite) ?? earlier?.Lite ?? true,
            PinInUris = options.LitePin is LitePin pin ? pin == LitePin.Value : earlier?.PinInUris ?? false,
            Tcti = tcti,
            RootFolder = options.NucleusRoot ?? earlier?.RootFolder,
            RootCa = Absolute(options.RootCa) ?? earlier?.RootCa ?? (cloud is null ? null : RootCaStep.PathIn(folder)),
            AwsRegion = options.AwsRegion ?? earlier?.AwsRegion ?? cloud?.Facts.Region,
            RoleAlias = options.RoleAlias ?? earlier?.RoleAlias ?? cloud?.Wishes.RoleAlias,
            DataEndpoint = options.DataEndpoint ?? cloud?.Facts.DataEndpoint ?? earlier?.DataEndpoint,
            CredentialEndpoint =
                options.CredentialEndpoint ?? cloud?.Facts.CredentialEndpoint ?? earlier?.CredentialEndpoint,
        };
    }

    /// <summary>The nuclei that are configured.</summary>
    internal static IEnumerable<NucleusKind> Kinds(RecordedNucleus nucleus) =>
        Enum.GetValues<NucleusKind>().Where(kind => kind == NucleusKind.Classic ? nucleus.Classic : nucleus.Lite);

    /// <summary>How nucleus lite gets the PIN.</summary>
    internal static LitePin LitePinOf(RecordedNucleus nucleus) => nucleus.PinInUris ? LitePin.Value : LitePin.Source;

    private static string? Absolute(string? path) => path is null ? null : Path.GetFullPath(path);
}
