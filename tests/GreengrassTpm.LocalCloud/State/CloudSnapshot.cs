namespace GreengrassTpm.LocalCloud;

/// <summary>The cloud's state at one moment, for a test to look at. Lists are in the order of creation.</summary>
/// <param name="Things">Things.</param>
/// <param name="Certificates">Certificates.</param>
/// <param name="Policies">Policies.</param>
/// <param name="ThingAttachments">Which certificate is attached to which thing.</param>
/// <param name="PolicyAttachments">Which policy is attached to what.</param>
/// <param name="GroupMembers">Which thing is in which group.</param>
public sealed record CloudSnapshot(
    IReadOnlyList<Thing> Things,
    IReadOnlyList<IssuedCertificate> Certificates,
    IReadOnlyList<IotPolicy> Policies,
    IReadOnlyList<ThingAttachment> ThingAttachments,
    IReadOnlyList<PolicyAttachment> PolicyAttachments,
    IReadOnlyList<GroupMember> GroupMembers
)
{
    /// <summary>A certificate by its id; null when there is none.</summary>
    public IssuedCertificate? Certificate(string id) => Certificates.SingleOrDefault(item => item.Id == id);
}
