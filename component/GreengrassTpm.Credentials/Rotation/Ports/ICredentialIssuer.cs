using System.Security.Cryptography.X509Certificates;

namespace GreengrassTpm.Credentials;

/// <summary>Gets a certificate for a key that was born on the token. Knows nothing of the token.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>MUST ask for a certificate at most once a call: every request that arrives makes another certificate.</item>
/// <item>MUST return a certificate that carries the request's public key, or throw.</item>
/// <item>MUST leave the active credential and its certificate as they are.</item>
/// <item>MUST leave a certificate whose answer was lost without rights: whatever gives it rights belongs to
/// <see cref="ICredentialRegistry.AdmitAsync"/>.</item>
/// <item>MUST say in its error what is certain: <see cref="RotationPortException.IsWithoutEffect"/> where no certificate was
/// made, and <see cref="RotationPortException.UselessCertificateId"/> where one was made that it does not return.</item>
/// <item>MUST throw <see cref="RotationPortException"/> for whatever the service answers or fails to answer.</item>
/// </list>
/// </remarks>
public interface ICredentialIssuer
{
    /// <summary>Has a request signed.</summary>
    /// <param name="request">The PKCS#10 request (RFC 2986), DER.</param>
    /// <param name="active">The active credential, with which the device speaks to the issuer.</param>
    /// <param name="cancellation">Gives up; the answer may then be lost.</param>
    /// <returns>The certificate; the caller disposes it.</returns>
    /// <exception cref="RotationPortException">There is no certificate.</exception>
    Task<X509Certificate2> IssueAsync(
        ReadOnlyMemory<byte> request,
        CredentialReference active,
        CancellationToken cancellation
    );
}
