using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>What is known of this device when it is decided whether to rotate.</summary>
internal static class DeviceRenewal
{
    /// <summary>Puts together what the journal and the certificate in use say.</summary>
    /// <param name="thingName">The thing's name; null = the certificate's common name, which is the thing of a device of ours.</param>
    /// <param name="history">The journal's rotations.</param>
    /// <param name="certificate">The certificate in use.</param>
    internal static RenewalFacts Facts(string? thingName, RotationHistory history, X509Certificate2 certificate)
    {
        DateTimeOffset notBefore = certificate.NotBefore.ToUniversalTime();
        return new RenewalFacts
        {
            ThingName = thingName ?? DeviceThing.Of(certificate),
            ActiveSince = history.ActiveSince ?? notBefore,
            NotBefore = notBefore,
            NotAfter = certificate.NotAfter.ToUniversalTime(),
            LatestRotation = history.LatestBegan,
            RollbacksInARow = history.RollbacksInARow,
            RotationUnfinished = history.Unfinished is not null,
        };
    }
}
