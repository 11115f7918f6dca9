using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Testing;

/// <summary>What is special about a certificate that <see cref="TestAuthority"/> issues.</summary>
public sealed record CertificateOptions
{
    /// <summary>Gets the start of validity; null = a few minutes ago, as AWS IoT does for clocks that lag.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Gets the end of validity; null = the end of 2049, as AWS IoT issues them.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Gets the subject; null = that of the request.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets the key to certify instead of the request's own: a faulty authority.</summary>
    public PublicKey? OtherKey { get; init; }

    /// <summary>Gets the options for a certificate that ended yesterday.</summary>
    public static CertificateOptions Expired { get; } =
        new() { NotBefore = DateTimeOffset.UtcNow.AddDays(-30), NotAfter = DateTimeOffset.UtcNow.AddDays(-1) };

    /// <summary>Gets the options for a certificate that begins tomorrow.</summary>
    public static CertificateOptions NotYetValid { get; } = new() { NotBefore = DateTimeOffset.UtcNow.AddDays(1) };
}
