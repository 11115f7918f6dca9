using System.Net.Sockets;

namespace GreengrassTpm.Testing;

/// <summary>A running swtpm process over a state folder, reached by Unix sockets.</summary>
internal sealed class Swtpm : IDisposable
{
    private readonly ChildProcess process;

    private Swtpm(ChildProcess process) => this.process = process;

    /// <summary>Powers the chip on: TPM2_Startup(CLEAR) included.</summary>
    internal static Swtpm Start(string stateFolder, string socket)
    {
        var control = ControlSocket(socket);
        File.Delete(socket);
        File.Delete(control);
        var process = ChildProcess.Start(
            new Command(
                "swtpm",
                "socket",
                "--tpm2",
                "--tpmstate",
                $"dir={stateFolder}",
                "--server",
                $"type=unixio,path={socket}",
                "--ctrl",
                $"type=unixio,path={control}",
                "--flags",
                "not-need-init,startup-clear"
            )
        );
        try
        {
            process.WaitFor(() => Accepts(socket) && Accepts(control), "the sockets");
            return new Swtpm(process);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>The TCTI configuration that talks to the chip directly.</summary>
    internal static string Tcti(string socket) => $"swtpm:path={socket}";

    /// <summary>Cuts the power: no TPM2_Shutdown.</summary>
    public void Dispose() => process.Dispose();

    // A socket's file is there before anybody listens: only a connection tells.
    private static bool Accepts(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            client.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // tpm2-tss derives the control socket from the data socket in this way (tcti-swtpm.c).
    private static string ControlSocket(string socket) => socket + ".ctrl";
}
