using System.Globalization;

namespace GreengrassTpm.Verification;

/// <summary>The certificate is not older than the policy of rotation allows.</summary>
internal static class CertificateAge
{
    internal static Check Check { get; } =
        new("certificate.age", "The certificate is not older than it should be", false, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        ActiveCertificate.Judge(
            facts,
            certificate =>
            {
                TimeSpan age = facts.ExaminedAt - certificate.NotBefore.ToUniversalTime();
                string text = string.Create(
                    CultureInfo.InvariantCulture,
                    $"The certificate is {Math.Max(0, age.TotalDays):0} days old; {facts.Subject.MaximumCertificateAge.TotalDays:0} are allowed."
                );
                return age > facts.Subject.MaximumCertificateAge
                    ? Finding.Warning(text, "Rotate the credential, and look why that has not happened by itself.")
                    : Finding.Ok(text);
            }
        );
}
