using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Component;

/// <summary>Examines the device as the component knows it.</summary>
/// <param name="place">Where the credential is.</param>
/// <param name="nucleus">The nucleus' configuration.</param>
/// <param name="configuration">The component's configuration.</param>
/// <param name="folders">The device's places.</param>
/// <param name="environment">What the nucleus has told this process.</param>
/// <param name="pin">The PIN; stays the caller's, who keeps it as long as this.</param>
internal sealed class DeviceVerification(
    CredentialPlace place,
    NucleusSettings nucleus,
    ComponentConfiguration configuration,
    DeviceFolders folders,
    NucleusEnvironment environment,
    Pin pin
)
{
    // Each refusal brings the chip nearer to its lock-out, so a refused PIN is not tried again by a timer.
    private bool _isRefused;

    /// <summary>Makes every check.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal async Task<VerificationReport> RunAsync(CancellationToken cancellation)
    {
        VerificationOptions options = new()
        {
            OpenPin = _isRefused ? null : () => Pin.FromUtf8(pin.Reveal()),
            AskRegistry = new RegistryQuestion(CloudSettings.Of(nucleus, configuration)).AskAsync,
        };
        VerificationReport report = await new Verifier(options).ExamineAsync(Subject(), cancellation);
        _isRefused |= report.Facts.Login.Value is { Outcome: LoginOutcome.Refused };
        return report;
    }

    private VerificationSubject Subject() =>
        new(place.Location, place.Label)
        {
            ThingName = nucleus.ThingName,
            DataEndpoint = EndpointAddress.OfConfiguredData(nucleus.DataEndpoint),
            CredentialsEndpoint = EndpointAddress.OfConfiguredCredentials(nucleus.CredentialsEndpoint),
            EndpointRoots = ReadRoots(nucleus.RootCaPath),
            Nucleus = NucleusPlaces.Below(folders.Root, environment.Root),
            JournalPath = folders.Journal,
            PinFile =
                configuration.PinSource.Kind == PinSourceKind.File ? configuration.PinSource.Name : nucleus.PinFile,
            MaximumCertificateAge = configuration.Renewal.MaximumAge,
        };

    private static X509Certificate2Collection? ReadRoots(string? path)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            return TrustedRoots.Read(path);
        }
        catch (TrustedRootsException)
        {
            // The checks then say that the endpoint's certificate is not trusted, which is what is wrong.
            return [];
        }
    }
}
