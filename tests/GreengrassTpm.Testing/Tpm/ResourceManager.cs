namespace GreengrassTpm.Testing;

/// <summary>A running tpm2-abrmd, by a name of its own on a bus that others may share.</summary>
internal sealed class ResourceManager : IDisposable
{
    private readonly ChildProcess daemon;

    private ResourceManager(ChildProcess daemon) => this.daemon = daemon;

    /// <summary>The TCTI configuration that talks to the resource manager of that name.</summary>
    internal static string Tcti(string busName) => $"tabrmd:bus_type=session,bus_name={busName}";

    internal static ResourceManager Start(SessionBus bus, string busName, string tcti)
    {
        string[] allowRoot = Environment.IsPrivilegedProcess ? ["--allow-root"] : [];
        var daemon = ChildProcess.Start(
            new Command("tpm2-abrmd", ["--session", $"--dbus-name={busName}", $"--tcti={tcti}", .. allowRoot])
            {
                Environment = new Dictionary<string, string> { ["DBUS_SESSION_BUS_ADDRESS"] = bus.Address },
            }
        );
        try
        {
            daemon.WaitFor(() => bus.HasOwner(busName), $"the bus name {busName}");
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
