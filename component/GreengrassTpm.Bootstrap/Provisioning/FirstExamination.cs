using GreengrassTpm.Credentials;
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
            DataEndpoint = EndpointAddress.OfConfiguredData(context.Nucleus.DataEndpoint),
            CredentialsEndpoint = EndpointAddress.OfConfiguredCredentials(context.Nucleus.CredentialEndpoint),
            EndpointRoots = context.Nucleus.RootCa is string path ? TrustedRoots.Read(path) : null,
        };
        Verifier verifier = new(
            new VerificationOptions { OpenPin = () => UserPin.Read(context.Folders), Clock = context.Time }
        );
        return ExaminationReport.Of(verifier.ExamineAsync(subject).GetAwaiter().GetResult());
    }
}
