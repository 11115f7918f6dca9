namespace GreengrassTpm.Credentials;

/// <summary>A credential on the token as the ports of a rotation are told of it: where its key is, and which certificate it has.</summary>
/// <param name="Label">The CKA_LABEL that its private key and its certificate carry now.</param>
/// <param name="CertificateId">SHA-256 of the certificate's DER in lower-case hexadecimal, which is also its AWS IoT id.</param>
public sealed record CredentialReference(string Label, string CertificateId);
