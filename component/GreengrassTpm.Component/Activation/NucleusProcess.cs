using System.Globalization;
using System.Net.Sockets;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>The process of the classic nucleus: whoever listens on its socket.</summary>
/// <param name="socketPath">The socket's path, as the nucleus gave it.</param>
/// <param name="boot">The clock that nobody sets.</param>
internal sealed class NucleusProcess(string socketPath, BootClock boot)
{
    // unix(7) and socket(7); the same numbers on x86 and ARM.
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int PeerCredentials = 17; // SO_PEERCRED
    private const int CredentialsLength = 12; // struct ucred: pid, uid, gid

    // sysconf(_SC_CLK_TCK) is 100 on every Linux that .NET runs on: the kernel's USER_HZ is part of its interface.
    private const double TicksPerSecond = 100;

    // proc_pid_stat(5): starttime is field 22; the fields after the command's name begin with the third.
    private const int StartTimeAfterName = 22 - 3;

    /// <summary>When it was started; null where it is not there.</summary>
    internal BootTime? Started()
    {
        try
        {
            using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(socketPath));
            Span<byte> credentials = stackalloc byte[CredentialsLength];
            _ = socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
            int process = BitConverter.ToInt32(credentials);
            string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return boot.Now() with { Uptime = StartOf(status) };
        }
        catch (Exception error) when (error is SocketException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads the time from the device's start to the process' start.</summary>
    /// <param name="status">What <c>/proc/PID/stat</c> says.</param>
    internal static TimeSpan StartOf(string status)
    {
        // A command's name may hold spaces and parentheses; it ends with the last of them.
        string[] fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds(
            long.Parse(fields[StartTimeAfterName], CultureInfo.InvariantCulture) / TicksPerSecond
        );
    }
}
