namespace GreengrassTpm.Testing;

/// <summary>A running tpm2-abrmd on a private bus.</summary>
internal sealed class ResourceManager : IDisposable
{
    internal const string Tcti = "tabrmd:bus_type=session";

    private const string BusName = "com.intel.tss2.Tabrmd";

    private readonly ChildProcess daemon;

    private ResourceManager(ChildProcess daemon) => this.daemon = daemon;

    internal static ResourceManager Start(SessionBus bus, string tcti)
    {
        string[] allowRoot = Environment.IsPrivilegedProcess ? ["--allow-root"] : [];
        var daemon = ChildProcess.Start(
            new Command("tpm2-abrmd", ["--session", $"--tcti={tcti}", .. allowRoot])
            {
                Environment = new Dictionary<string, string> { ["DBUS_SESSION_BUS_ADDRESS"] = bus.Address },
            }
        );
        try
        {
            daemon.WaitFor(() => bus.HasOwner(BusName), $"the bus name {BusName}");
            return new ResourceManager(daemon);
        }
        catch
        {
            daemon.Dispose();
            throw;
        }
    }

    public void Dispose() => daemon.Dispose();
}
