namespace GreengrassTpm.Verification;

/// <summary>AWS IoT's data endpoint takes the certificate.</summary>
internal static class TlsData
{
    internal static Check Check { get; } =
        new(
            "tls.data",
            "The data endpoint takes the certificate",
            true,
            facts => facts.DataEndpoint.Judge(EndpointVerdict.Of)
        );
}
