namespace GreengrassTpm.LocalCloud;

/// <summary>A client that is connected to the message broker.</summary>
/// <param name="ClientId">Its client id.</param>
/// <param name="CertificateId">The certificate that it connected with.</param>
public sealed record ConnectedClient(string ClientId, string CertificateId);
