using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>Where a nucleus keeps its configuration.</summary>
/// <param name="ClassicFolder">The classic nucleus' root folder.</param>
/// <param name="LiteFolder">Nucleus lite's folder of configuration.</param>
/// <param name="UnitFolders">Where systemd looks for units, the most important first.</param>
public sealed record NucleusPlaces(string ClassicFolder, string LiteFolder, IReadOnlyList<string> UnitFolders)
{
    /// <summary>The customary places: <c>/greengrass/v2</c>, <c>/etc/greengrass</c>, systemd's folders.</summary>
    /// <param name="root">The folder that stands for <c>/</c>.</param>
    public static NucleusPlaces Below(string root) =>
        new(
            Path.Combine(root, "greengrass/v2"),
            Path.Combine(root, "etc/greengrass"),
            [
                Path.Combine(root, "etc/systemd/system"),
                Path.Combine(root, "run/systemd/system"),
                Path.Combine(root, "usr/lib/systemd/system"),
                Path.Combine(root, "lib/systemd/system"),
            ]
        );

    /// <summary>The customary places, but for the classic nucleus' root folder.</summary>
    /// <param name="root">The folder that stands for <c>/</c>.</param>
    /// <param name="classicFolder">The classic nucleus' root folder; null for the customary one.</param>
    public static NucleusPlaces Below(string root, string? classicFolder) =>
        classicFolder is null ? Below(root) : Below(root) with { ClassicFolder = Path.GetFullPath(classicFolder) };

    /// <summary>What the nucleus' configuration says about its credential.</summary>
    /// <param name="module">The module to compare its library with.</param>
    public Fact<NucleusFacts> Look(string module) => NucleusExaminer.Examine(this, module, pin: null);

    /// <summary>The user PIN in the nucleus' configuration, or in the file that it names; the caller's to dispose.</summary>
    /// <returns>The PIN; null where there is no configuration, or no PIN in it.</returns>
    /// <exception cref="PinUnusableException">What is there cannot be a PIN, or its file cannot be read.</exception>
    public Pin? ReadPin() => NucleusExaminer.ReadPin(this);

    /// <summary>The files from which a nucleus takes a PIN: its configuration, and what this names as the PIN's source.</summary>
    /// <param name="pin">The PIN; stays the caller's.</param>
    /// <exception cref="IOException">A configuration cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read one.</exception>
    /// <exception cref="FormatException">One is not YAML.</exception>
    public IReadOnlyList<NucleusPinFile> FilesWith(Pin pin) => NucleusExaminer.FilesWith(this, pin);

    /// <summary>Which store and which TPM the nucleus' services are told of.</summary>
    public Fact<ServiceFacts> LookAtServices() => ServiceExaminer.Examine(this);

    /// <summary>
    /// The files, the one that decides first: what the classic nucleus last ran with, what it was installed with; lite's
    /// fragments from the last to the first, and its base.
    /// </summary>
    internal IEnumerable<(NucleusFlavour Flavour, string File)> Files() =>
        [
            (NucleusFlavour.Classic, Path.Combine(ClassicFolder, "config/effectiveConfig.yaml")),
            (NucleusFlavour.Classic, Path.Combine(ClassicFolder, "config/config.yaml")),
            .. LiteFiles().Select(file => (NucleusFlavour.Lite, file)),
        ];

    private IEnumerable<string> LiteFiles()
    {
        string fragments = Path.Combine(LiteFolder, "config.d");
        string[] found = Directory.Exists(fragments) ? Directory.GetFiles(fragments) : [];
        return
        [
            .. found
                .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
                .OrderDescending(StringComparer.Ordinal),
            Path.Combine(LiteFolder, "config.yaml"),
        ];
    }
}
