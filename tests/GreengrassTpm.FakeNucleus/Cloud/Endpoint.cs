using System.Globalization;

namespace GreengrassTpm.FakeNucleus;

/// <summary>An address of the cloud.</summary>
internal sealed record Endpoint(string Host, int Port)
{
    /// <summary>Reads <c>host</c> or <c>host:port</c>.</summary>
    public static Endpoint Parse(string text, int otherwise) =>
        text.Split(':') is [var host, var port]
            ? new Endpoint(host, int.Parse(port, CultureInfo.InvariantCulture))
            : new Endpoint(text, otherwise);
}
