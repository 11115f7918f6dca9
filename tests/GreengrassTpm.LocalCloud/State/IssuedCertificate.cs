namespace GreengrassTpm.LocalCloud;

/// <summary>A certificate of the registry.</summary>
/// <param name="Id">SHA-256 of the DER form, lower-case hexadecimal.</param>
/// <param name="Pem">The certificate.</param>
/// <param name="Status">ACTIVE, INACTIVE or REVOKED.</param>
/// <param name="NotBefore">Start of the validity.</param>
/// <param name="NotAfter">End of the validity.</param>
/// <param name="Sequence">Number in the order of creation.</param>
/// <param name="Created">When it was created.</param>
/// <param name="Modified">When its status was last changed.</param>
public sealed record IssuedCertificate(
    string Id,
    string Pem,
    string Status,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    long Sequence,
    DateTimeOffset Created,
    DateTimeOffset Modified
)
{
    /// <summary>Clients may connect with it.</summary>
    public bool IsActive => Status == "ACTIVE";
}
