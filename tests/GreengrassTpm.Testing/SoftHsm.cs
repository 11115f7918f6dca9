namespace GreengrassTpm.Testing;

/// <summary>A SoftHSM2 of a test's own: configuration file and an empty token folder.</summary>
/// <remarks>SoftHSM2 reads SOFTHSM2_CONF in C_Initialize: one at a time within a process.</remarks>
public sealed class SoftHsm : IDisposable
{
    private readonly PrivateFolder folder = PrivateFolder.Create();
    private readonly string configuration;

    private SoftHsm()
    {
        TokenFolder = folder.Folder("tokens");
        configuration = folder.File("softhsm2.conf");
        File.WriteAllText(
            configuration,
            $"""
            directories.tokendir = {TokenFolder}
            objectstore.backend = file
            log.level = ERROR
            slots.removable = false

            """
        );
    }

    /// <summary>Gets the path of SoftHSM2's module on this machine.</summary>
    /// <exception cref="ToolMissingException">It is not installed.</exception>
    public static string ModulePath => Tool.FindLibrary(["softhsm/libsofthsm2.so", "libsofthsm2.so"], "libsofthsm2");

    /// <summary>Gets the folder that holds one folder for each token.</summary>
    public string TokenFolder { get; }

    /// <summary>Gets the variables that make a child process use these tokens.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string> { ["SOFTHSM2_CONF"] = configuration };

    /// <summary>Makes a SoftHSM2 without tokens.</summary>
    /// <returns>It; disposing of it removes its files.</returns>
    public static SoftHsm Create() => new();

    /// <summary>
    /// Makes this the one that the module uses in this process, by setenv(3). Process-wide: the module may not be
    /// initialised at that time.
    /// </summary>
    public void UseInThisProcess() => NativeEnvironment.Set(Environment);

    /// <summary>Removes all files.</summary>
    public void Dispose() => folder.Dispose();
}
