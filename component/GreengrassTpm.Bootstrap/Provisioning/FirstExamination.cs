using GreengrassTpm.Pkcs11;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>The first examination of a device, at the end of its provisioning: token, key, certificate, handles, and TLS where endpoints are known.</summary>
internal static class FirstExamination
{
    /// <summary>Examines the device that was provisioned.</summary>
    internal static ExaminationReport Make(ProvisioningContext context)
    {
        VerificationSubject subject = new(context.Token.Location, context.Settings.KeyLabel)
        {
            ThingName = context.Settings.ThingName,
            DataEndpoint = OfData(context.Nucleus.DataEndpoint),
            CredentialsEndpoint = OfCredentials(context.Nucleus.CredentialEndpoint),
            EndpointRoots = context.Nucleus.RootCa is string path ? RootCertificates.Read(path, "--root-ca") : null,
        };
        Verifier verifier = new(
            new VerificationOptions { OpenPin = () => Pin.ReadFile(context.Folders.UserPin), Clock = context.Time }
        );
        return ExaminationReport.Of(verifier.ExamineAsync(subject).GetAwaiter().GetResult());
    }

    /// <summary>A port in the data endpoint's address is the broker's, and nothing that speaks https.</summary>
    private static EndpointAddress? OfData(string? endpoint) =>
        endpoint is null || ServerAddress.TryParse(endpoint, out _) ? null : EndpointAddress.ForData(endpoint);

    private static EndpointAddress? OfCredentials(string? endpoint) =>
        endpoint is null ? null
        : ServerAddress.TryParse(endpoint, out ServerAddress? server)
            ? new EndpointAddress(server.Host, [new EndpointPort(server.Port)])
        : EndpointAddress.ForCredentials(endpoint);
}
