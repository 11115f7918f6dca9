namespace GreengrassTpm.Tests.Credentials;

/// <summary>Something that was changed in the cloud.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="On">The certificate that it was done to.</param>
/// <param name="By">The certificate whose session did it.</param>
public sealed record CloudChange(CloudChangeKind Kind, string On, string? By);

/// <summary>What can be done to a certificate.</summary>
public enum CloudChangeKind
{
    Create,
    Attach,
    Detach,
    Deactivate,
    Delete,
}
