using System.Net.Sockets;
using System.Text.Json;

namespace GreengrassTpm.Component;

/// <summary>
/// Where the running component listens for the commands of this program: a Unix domain socket in the state folder, which only
/// root may enter.
/// </summary>
internal static class ControlSocket
{
    private const int LongestLine = 4096;

    // Whoever connects says at once what it wants.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Listens until it is cancelled; whoever is being answered then still is. Only the holder of the run lock calls it.
    /// </summary>
    /// <param name="path">The socket's path.</param>
    /// <param name="handle">Answers a request.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SocketException">The socket cannot be made.</exception>
    internal static async Task ServeAsync(
        string path,
        Func<ControlRequest, Task<ControlAnswer>> handle,
        CancellationToken cancellation
    )
    {
        File.Delete(path);
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        List<Task> answers = [];
        try
        {
            while (true)
            {
                answers.Add(AnswerAsync(await listener.AcceptAsync(cancellation), handle));
                answers.RemoveAll(answer => answer.IsCompleted);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            File.Delete(path);
            await Task.WhenAll(answers);
        }
    }

    /// <summary>Asks the running component.</summary>
    /// <param name="path">The socket's path.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The answer; null where no component runs, or where only another user may ask it.</returns>
    /// <exception cref="IOException">The component has ended before it answered.</exception>
    internal static async Task<ControlAnswer?> AskAsync(
        string path,
        ControlRequest request,
        CancellationToken cancellation
    )
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
        }
        catch (SocketException error)
            when (error.SocketErrorCode
                    is SocketError.ConnectionRefused
                        or SocketError.AddressNotAvailable
                        or SocketError.AccessDenied
            )
        {
            return null;
        }

        await SendAsync(socket, JsonSerializer.SerializeToUtf8Bytes(request, ControlJson.Default.ControlRequest));
        byte[] line = await ReceiveAsync(socket, cancellation);
        return JsonSerializer.Deserialize(line, ControlJson.Default.ControlAnswer)
            ?? throw new IOException("the component's answer is empty");
    }

    private static async Task AnswerAsync(Socket caller, Func<ControlRequest, Task<ControlAnswer>> handle)
    {
        using Socket socket = caller;
        using CancellationTokenSource patience = new(Patience);
        try
        {
            byte[] line = await ReceiveAsync(socket, patience.Token);
            ControlRequest? request = JsonSerializer.Deserialize(line, ControlJson.Default.ControlRequest);
            ControlAnswer answer = request is null
                ? new ControlAnswer(false, "an empty request")
                : await handle(request);
            await SendAsync(socket, JsonSerializer.SerializeToUtf8Bytes(answer, ControlJson.Default.ControlAnswer));
        }
        catch (Exception error)
            when (error is JsonException or IOException or SocketException or OperationCanceledException)
        {
            // Whoever asked has gone, or did not speak this language; the next one may.
        }
    }

    private static Task<int> SendAsync(Socket socket, byte[] line) => socket.SendAsync((byte[])[.. line, (byte)'\n']);

    private static async Task<byte[]> ReceiveAsync(Socket socket, CancellationToken cancellation)
    {
        byte[] buffer = new byte[LongestLine];
        int length = 0;
        while (length < buffer.Length)
        {
            int received = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            length += received;
            int end = buffer.AsSpan(0, length).IndexOf((byte)'\n');
            if (end >= 0)
            {
                return buffer[..end];
            }

            if (received == 0)
            {
                break;
            }
        }

        throw new IOException("the other side has ended, or its line is too long");
    }
}
