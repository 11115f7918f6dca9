namespace GreengrassTpm.Verification;

/// <summary>AWS IoT's credentials endpoint takes the certificate.</summary>
internal static class TlsCredentials
{
    internal static Check Check { get; } =
        new(
            "tls.credentials",
            "The credentials endpoint takes the certificate",
            true,
            facts => facts.CredentialsEndpoint.Judge(EndpointVerdict.Of)
        );
}
