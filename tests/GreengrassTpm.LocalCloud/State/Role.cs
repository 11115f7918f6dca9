namespace GreengrassTpm.LocalCloud;

/// <summary>A role that the credentials provider can assume for a device.</summary>
/// <param name="Name">Name.</param>
/// <param name="Policies">What sessions of the role may do.</param>
/// <param name="TrustsCredentialsProvider">The role trusts <c>credentials.iot.amazonaws.com</c>.</param>
/// <param name="MaxSessionDuration">Longest life of a session.</param>
public sealed record Role(
    string Name,
    IReadOnlyList<PolicyDocument> Policies,
    bool TrustsCredentialsProvider,
    TimeSpan MaxSessionDuration
);

/// <summary>The name under which devices ask for a role's credentials.</summary>
/// <param name="Name">Name.</param>
/// <param name="RoleName">The role.</param>
/// <param name="CredentialDuration">Life of issued credentials.</param>
/// <param name="Created">When it was created.</param>
public sealed record RoleAlias(string Name, string RoleName, TimeSpan CredentialDuration, DateTimeOffset Created);
