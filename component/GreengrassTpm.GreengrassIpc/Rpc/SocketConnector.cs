using System.Net.Sockets;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>Opens the nucleus' Unix domain socket.</summary>
internal static class SocketConnector
{
    /// <summary>Connects.</summary>
    /// <exception cref="NucleusUnreachableException">The socket is not there, nobody listens, or it may not be opened.</exception>
    /// <exception cref="IpcEnvironmentException">The path is too long for a Unix domain socket.</exception>
    public static async Task<Socket> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        UnixDomainSocketEndPoint endPoint = EndPointOf(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new NucleusUnreachableException(path, ReasonOf(error), error);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static UnixDomainSocketEndPoint EndPointOf(string path)
    {
        try
        {
            return new UnixDomainSocketEndPoint(path);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new IpcEnvironmentException(
                $"The socket path {path} is longer than a Unix domain socket's may be; pass it exactly as the nucleus gave it."
            );
        }
    }

    private static string ReasonOf(SocketException error) =>
        error.SocketErrorCode switch
        {
            // What the runtime makes of ENOENT; a Unix domain socket has no other use for it.
            SocketError.AddressNotAvailable =>
                "ENOENT (the socket is not there: the nucleus is not running, or not yet)",
            SocketError.ConnectionRefused =>
                "ECONNREFUSED (nobody listens on the socket: the nucleus is not running, or not yet)",
            SocketError.AccessDenied => "EACCES (this user may not open the socket)",
            _ => $"errno {error.NativeErrorCode} ({error.SocketErrorCode})",
        };
}
