using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>
/// A credential on the token as the ports of a rotation are told of it. What counts is the certificate: its key is the one
/// that it was issued for. With a staged certificate for the present key, the two carry different labels.
/// </summary>
/// <param name="Label">The CKA_LABEL that its certificate carries now, for messages.</param>
/// <param name="CertificateId">SHA-256 of the certificate's DER in lower-case hexadecimal, which is also its AWS IoT id.</param>
public sealed record CredentialReference(string Label, string CertificateId)
{
    /// <summary>What the certificate is recognised by on the token, for example by <see cref="TokenTlsKey"/>.</summary>
    public ObjectIdentity Certificate => new(TokenObjectClass.Certificate, CertificateId);
}
