using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>A server that speaks https and asks for the device's certificate.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Ports">The ports to try, one after the other, until one can be reached.</param>
public sealed record EndpointAddress(string Host, IReadOnlyList<EndpointPort> Ports)
{
    // AWS IoT Core Developer Guide, "Device communication protocols": by this name port 443 knows that a certificate comes.
    private const string HttpsWithCertificate = "x-amzn-http-ca";

    /// <summary>AWS IoT's data endpoint: https on 8443, and on 443 with an application protocol.</summary>
    /// <param name="host">Its name, for example <c>abc-ats.iot.eu-central-1.amazonaws.com</c>.</param>
    public static EndpointAddress ForData(string host) => new(host, [new(8443), new(443, HttpsWithCertificate)]);

    /// <summary>AWS IoT's credentials endpoint: https on 443.</summary>
    /// <param name="host">Its name, for example <c>abc.credentials.iot.eu-central-1.amazonaws.com</c>.</param>
    public static EndpointAddress ForCredentials(string host) => new(host, [new(443)]);

    /// <summary>The data endpoint as a nucleus is configured with it: a port there is the broker's, and nothing that speaks https.</summary>
    /// <param name="configured"><c>iotDataEndpoint</c>; null or empty where there is none.</param>
    /// <returns>Null where there is none, or none that can be asked by https.</returns>
    public static EndpointAddress? OfConfiguredData(string? configured) =>
        string.IsNullOrEmpty(configured) || configured.Contains(':', StringComparison.Ordinal)
            ? null
            : ForData(configured);

    /// <summary>The credentials endpoint as a nucleus is configured with it: a port there is that of https.</summary>
    /// <param name="configured"><c>iotCredEndpoint</c>; null or empty where there is none.</param>
    /// <returns>Null where there is none.</returns>
    public static EndpointAddress? OfConfiguredCredentials(string? configured) =>
        string.IsNullOrEmpty(configured) ? null
        : ServerAddress.TryParse(configured, out ServerAddress? server) ? new(server.Host, [new(server.Port)])
        : ForCredentials(configured);
}

/// <summary>A port of an endpoint.</summary>
/// <param name="Number">The TCP port.</param>
/// <param name="ApplicationProtocol">The application protocol to offer there (ALPN, RFC 7301); null for none.</param>
public sealed record EndpointPort(int Number, string? ApplicationProtocol = null);
