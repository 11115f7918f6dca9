using System.Net.Sockets;
using System.Text.Json;

namespace GreengrassTpm.FakeNucleus;

/// <summary>
/// What a component calls in place of systemctl(1): passes its arguments on to whoever plays the service manager, as one JSON
/// list on a line, and prints the answer, which is empty when all is well.
/// </summary>
internal static class SystemctlCommand
{
    public static async Task<int> RunAsync(string socketPath, string[] words)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath));
        await using var stream = new NetworkStream(socket);
        await using var writer = new StreamWriter(stream) { AutoFlush = true };
        using var reader = new StreamReader(stream);
        await writer.WriteLineAsync(JsonSerializer.Serialize(words));
        string answer = await reader.ReadLineAsync() ?? "The service manager has ended.";
        if (answer.Length == 0)
        {
            return 0;
        }

        await Console.Error.WriteLineAsync(answer);
        return 1;
    }
}
