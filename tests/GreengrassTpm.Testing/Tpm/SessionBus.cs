namespace GreengrassTpm.Testing;

/// <summary>A private D-Bus session bus.</summary>
/// <remarks>
/// GLib, through which the transport to tpm2-abrmd speaks, keeps one connection to the session bus in a process, and a
/// resource manager that goes away under it leaks a reference to it: the process can then never use another bus. So the
/// chips of one test host share <see cref="OfThisProcess"/>, which lives as long as the host.
/// </remarks>
internal sealed class SessionBus : IDisposable
{
    private static readonly Lazy<SessionBus> Shared = new(() => Start(PrivateFolder.Create(), allowOtherUsers: false));

    // Held, because a folder whose owner is collected counts as abandoned.
    private readonly PrivateFolder folder;
    private readonly ChildProcess daemon;

    private SessionBus(PrivateFolder folder, ChildProcess daemon, string address)
    {
        this.folder = folder;
        this.daemon = daemon;
        Address = address;
    }

    /// <summary>The bus that ends with this process.</summary>
    internal static SessionBus OfThisProcess => Shared.Value;

    internal string Address { get; }

    internal static SessionBus Start(PrivateFolder folder, bool allowOtherUsers)
    {
        var socket = folder.File("bus");
        var configuration = folder.File("bus.conf");
        File.WriteAllText(configuration, Configuration(socket, allowOtherUsers));
        var daemon = ChildProcess.Start(new Command("dbus-daemon", "--nofork", "--config-file", configuration));
        try
        {
            daemon.WaitFor(() => File.Exists(socket), "the socket");
            return new SessionBus(folder, daemon, $"unix:path={socket}");
        }
        catch
        {
            daemon.Dispose();
            throw;
        }
    }

    /// <summary>Whether somebody offers a service by that name.</summary>
    internal bool HasOwner(string name) =>
        ChildProcess
            .RunOrThrow(
                "dbus-send",
                $"--bus={Address}",
                "--print-reply=literal",
                "--dest=org.freedesktop.DBus",
                "/",
                "org.freedesktop.DBus.NameHasOwner",
                $"string:{name}"
            )
            .Output.Contains("true", StringComparison.Ordinal);

    public void Dispose() => daemon.Dispose();

    private static string Configuration(string socket, bool allowOtherUsers) =>
        $"""
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
              "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>session</type>
              <listen>unix:path={socket}</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                {(allowOtherUsers ? """<allow user="*"/>""" : "")}
                <allow send_destination="*" eavesdrop="true"/>
                <allow eavesdrop="true"/>
                <allow own="*"/>
              </policy>
            </busconfig>
            """;
}
