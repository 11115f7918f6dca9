using System.Collections.Immutable;

namespace GreengrassTpm.LocalCloud;

/// <summary>A thing of the registry.</summary>
/// <param name="Name">Name.</param>
/// <param name="Id">Id, unique also among deleted things of the same name.</param>
/// <param name="TypeName">Thing type; null for none.</param>
/// <param name="BillingGroup">Billing group; null for none.</param>
/// <param name="Attributes">Attributes by name.</param>
/// <param name="Version">Counted up by each change.</param>
public sealed record Thing(
    string Name,
    string Id,
    string? TypeName,
    string? BillingGroup,
    ImmutableSortedDictionary<string, string> Attributes,
    long Version
);

/// <summary>A certificate attached to a thing.</summary>
/// <param name="ThingName">The thing.</param>
/// <param name="CertificateId">The certificate.</param>
/// <param name="Exclusive">The certificate serves this thing and no other.</param>
public sealed record ThingAttachment(string ThingName, string CertificateId, bool Exclusive);

/// <summary>A thing in a thing group.</summary>
/// <param name="GroupName">The group.</param>
/// <param name="ThingName">The thing.</param>
public sealed record GroupMember(string GroupName, string ThingName);
