using System.Globalization;

namespace GreengrassTpm.Testing;

/// <summary>
/// A TPM 2.0 of a test's own: swtpm, a tpm2-abrmd, and an empty store folder for tpm2-pkcs11.
/// </summary>
/// <remarks>
/// Any number of them can run at a time for child processes, which get <see cref="Environment"/>. Within the test
/// process <see cref="UseInThisProcess"/> decides which one the module talks to: one at a time.
/// </remarks>
public sealed class SoftwareTpm : IDisposable, IAsyncDisposable
{
    private readonly PrivateFolder folder;
    private readonly SessionBus bus;
    private readonly SessionBus? busOfItsOwn;
    private readonly string busName = $"com.intel.tss2.Tabrmd.t{Guid.NewGuid():N}";
    private readonly string stateFolder;
    private readonly string socket;
    private readonly bool hasResourceManager;
    private Swtpm? chip;
    private ResourceManager? resourceManager;

    private SoftwareTpm(SoftwareTpmOptions options)
    {
        folder = PrivateFolder.Create();
        try
        {
            socket = folder.File("tpm");
            stateFolder = folder.Folder("state");
            StoreFolder = folder.Folder("store");
            hasResourceManager = !options.WithoutResourceManager;
            SwtpmTemplate.CopyTo(stateFolder, options.DefaultLockout);
            busOfItsOwn =
                options.BusOfItsOwn || options.AllowOtherUsers
                    ? SessionBus.Start(folder, options.AllowOtherUsers)
                    : null;
            bus = busOfItsOwn ?? SessionBus.OfThisProcess;
            PowerOn();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Gets the path of tpm2-pkcs11's module on this machine.</summary>
    /// <exception cref="ToolMissingException">It is not installed.</exception>
    public static string ModulePath =>
        Tool.FindLibrary(["pkcs11/libtpm2_pkcs11.so", "libtpm2_pkcs11.so.1", "libtpm2_pkcs11.so"], "libtpm2-pkcs11-1");

    /// <summary>Gets the TCTI configuration of the resource manager, for all users of the TPM.</summary>
    public string Tcti => ResourceManager.Tcti(busName);

    /// <summary>Gets the TCTI configuration of the chip itself: no resource manager in between.</summary>
    public string RawTcti => Swtpm.Tcti(socket);

    /// <summary>Gets the address of the private bus (DBUS_SESSION_BUS_ADDRESS).</summary>
    public string BusAddress => bus.Address;

    /// <summary>Gets the folder of tpm2-pkcs11's store (TPM2_PKCS11_STORE); empty at first.</summary>
    public string StoreFolder { get; }

    /// <summary>Gets the variables that make a child process use this TPM and this store.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>
        {
            ["DBUS_SESSION_BUS_ADDRESS"] = BusAddress,
            ["TPM2_PKCS11_STORE"] = StoreFolder,
            ["TPM2_PKCS11_TCTI"] = UsedTcti,
            ["TPM2TOOLS_TCTI"] = UsedTcti,
        };

    private string UsedTcti => hasResourceManager ? Tcti : RawTcti;

    /// <summary>Starts a new TPM with an empty store.</summary>
    /// <param name="options">What is special about it; null = nothing.</param>
    /// <returns>The running TPM.</returns>
    /// <exception cref="ToolMissingException">A program that it needs is not installed.</exception>
    public static SoftwareTpm Start(SoftwareTpmOptions? options = null) => new(options ?? new SoftwareTpmOptions());

    /// <summary>
    /// Makes this TPM the one that native libraries of this process use, by setenv(3). Process-wide: no module may be
    /// initialised at that time.
    /// </summary>
    public void UseInThisProcess() => NativeEnvironment.Set(Environment);

    /// <summary>Cuts the power: swtpm is killed without TPM2_Shutdown, and the resource manager with it.</summary>
    public void HardStop()
    {
        chip?.Dispose();
        chip = null;
        resourceManager?.Dispose();
        resourceManager = null;
    }

    /// <summary>Shuts down as an operating system does: TPM2_Shutdown(CLEAR), then power off.</summary>
    public void OrderlyStop()
    {
        resourceManager?.Dispose();
        resourceManager = null;
        ChildProcess.RunOrThrow("tpm2_shutdown", "-T", RawTcti, "-c");
        HardStop();
    }

    /// <summary>
    /// Powers the stopped chip on again, over the same state, with a new resource manager. A running one is stopped hard
    /// first. Whoever was connected has to connect again.
    /// </summary>
    public void Restart()
    {
        HardStop();
        PowerOn();
    }

    /// <summary>Keeps a copy of the store folder as it is now.</summary>
    /// <returns>The folder of the copy, for <see cref="RestoreStore"/>.</returns>
    public string CopyStore()
    {
        var copy = folder.Folder($"store-{Path.GetRandomFileName()}");
        CopyFiles(StoreFolder, copy);
        return copy;
    }

    /// <summary>Puts the store folder back to what it was when copied. No module may be initialised.</summary>
    /// <param name="copy">What <see cref="CopyStore"/> returned.</param>
    public void RestoreStore(string copy)
    {
        foreach (var file in Directory.GetFiles(StoreFolder))
        {
            File.Delete(file);
        }

        CopyFiles(copy, StoreFolder);
    }

    /// <summary>
    /// Lets every user read and write the store as it is now, as a device does by a group. The bus has to allow them too:
    /// <see cref="SoftwareTpmOptions.AllowOtherUsers"/>.
    /// </summary>
    public void OpenStoreToEveryone() => PrivateFolder.OpenToEveryone(StoreFolder);

    /// <summary>Runs one of the tpm2-tools on this TPM.</summary>
    /// <param name="name">Its name, for example <c>tpm2_getcap</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>How it ended, which was well.</returns>
    /// <exception cref="ChildFailedException">It failed.</exception>
    public ChildResult Tpm2Tool(string name, params IEnumerable<string> arguments) =>
        ChildProcess
            .Run(new Command(name, arguments) { Environment = Environment, WorkingDirectory = folder.Path })
            .OrThrow();

    /// <summary>Reads how many failed tries the chip counts against its dictionary-attack limit.</summary>
    /// <returns>TPM2_PT_LOCKOUT_COUNTER.</returns>
    public int ReadLockoutCounter()
    {
        const string Name = "TPM2_PT_LOCKOUT_COUNTER: 0x";
        var line = Tpm2Tool("tpm2_getcap", "properties-variable")
            .Output.Split('\n')
            .Single(line => line.StartsWith(Name, StringComparison.Ordinal));
        return int.Parse(line.AsSpan(Name.Length), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    /// <summary>Ends a lock-out with the (empty) lock-out authorisation.</summary>
    public void ClearLockout() => Tpm2Tool("tpm2_dictionarylockout", "-c");

    /// <summary>Stops everything and removes all files.</summary>
    public void Dispose()
    {
        HardStop();
        busOfItsOwn?.Dispose();
        folder.Dispose();
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static void CopyFiles(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private void PowerOn()
    {
        chip = Swtpm.Start(stateFolder, socket);
        resourceManager = hasResourceManager ? ResourceManager.Start(bus, busName, RawTcti) : null;
    }
}
