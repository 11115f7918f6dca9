using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Verification;

/// <summary>The certificate is valid now, and for some time to come.</summary>
internal static class CertificateValidity
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    internal static Check Check { get; } = new("certificate.validity", "The certificate is valid now", true, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        ActiveCertificate.Judge(facts, certificate => Examine(certificate, facts.ExaminedAt));

    private static Finding Examine(X509Certificate2 certificate, DateTimeOffset now)
    {
        DateTimeOffset from = certificate.NotBefore.ToUniversalTime();
        DateTimeOffset until = certificate.NotAfter.ToUniversalTime();
        string validity = $"valid from {Time.Text(from)} to {Time.Text(until)}";
        return (IsEarly: from > now, IsLate: now > until, IsSoon: until - now < Soon) switch
        {
            (true, _, _) => Finding.Failed(
                $"The certificate is {validity}, and by the device's clock it is {Time.Text(now)}.",
                "Check the device's clock; if it is right, wait or put another certificate in its place."
            ),
            (_, true, _) => Finding.Failed(
                $"The certificate is {validity}: it has expired.",
                "Check the device's clock; if it is right, provision a new certificate: rotation needs a credential that works."
            ),
            (_, _, true) => Finding.Warning(
                $"The certificate is {validity}: it expires soon.",
                "Rotate the credential before it does."
            ),
            _ => Finding.Ok($"The certificate is {validity}."),
        };
    }
}
