using System.Globalization;
using System.Text;

namespace GreengrassTpm.Verification;

/// <summary>Reads the beginning of an HTTP/1.1 answer (RFC 9112).</summary>
internal static class EndpointAnswerReader
{
    /// <summary>What to send: the answer, whatever it is, tells the time.</summary>
    internal static byte[] Request(string host) =>
        Encoding.ASCII.GetBytes(
            $"GET / HTTP/1.1\r\nHost: {host}\r\nUser-Agent: greengrass-tpm\r\nConnection: close\r\n\r\n"
        );

    /// <summary>Reads an answer.</summary>
    /// <param name="bytes">Its beginning, whatever it is.</param>
    /// <param name="now">The device's time when it came.</param>
    /// <returns>Status and time; null where the answer has none.</returns>
    internal static EndpointAnswer? Read(ReadOnlySpan<byte> bytes, DateTimeOffset now)
    {
        string[] lines = Encoding.ASCII.GetString(bytes).Split("\r\n");
        string? date = lines
            .TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(':', 2))
            .FirstOrDefault(parts => parts is [var name, _] && name.Equals("Date", StringComparison.OrdinalIgnoreCase))
            ?[1];
        return
            lines[0].Split(' ') is ["HTTP/1.1" or "HTTP/1.0", var code, ..]
            && int.TryParse(code, CultureInfo.InvariantCulture, out int status)
            && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new EndpointAnswer(status, now - time)
            : null;
    }
}
