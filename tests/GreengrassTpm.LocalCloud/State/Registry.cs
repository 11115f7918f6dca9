namespace GreengrassTpm.LocalCloud;

/// <summary>Everything that the cloud remembers. Not safe for concurrent use: <see cref="CloudState"/> guards it.</summary>
internal sealed class Registry(CloudAccount account)
{
    private readonly Dictionary<string, IssuedCertificate> _certificates = new(StringComparer.Ordinal);
    private readonly List<string> _deactivated = [];

    public Dictionary<string, Thing> Things { get; } = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, IssuedCertificate> Certificates => _certificates;

    public Dictionary<string, IotPolicy> Policies { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Role> Roles { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, RoleAlias> RoleAliases { get; } = new(StringComparer.Ordinal);

    public HashSet<string> ThingGroups { get; } = new(StringComparer.Ordinal);

    public List<ThingAttachment> ThingAttachments { get; } = [];

    public List<PolicyAttachment> PolicyAttachments { get; } = [];

    /// <summary>When each policy was last detached from something.</summary>
    public Dictionary<string, DateTimeOffset> PolicyDetachments { get; } = new(StringComparer.Ordinal);

    public List<GroupMember> GroupMembers { get; } = [];

    public Dictionary<string, Bucket> Buckets { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, ComponentRecord> Components { get; } = new(StringComparer.Ordinal);

    public List<DeploymentRecord> Deployments { get; } = [];

    public Dictionary<string, CoreDeviceRecord> CoreDevices { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a certificate or changes it.</summary>
    public void Put(IssuedCertificate certificate)
    {
        NoteDeactivation(certificate.Id, certificate.IsActive);
        _certificates[certificate.Id] = certificate;
    }

    /// <summary>Removes a certificate.</summary>
    public void RemoveCertificate(string id)
    {
        NoteDeactivation(id, remainsActive: false);
        _certificates.Remove(id);
    }

    /// <summary>Certificates that have ceased to be active since the last call.</summary>
    public IReadOnlyList<string> TakeDeactivated()
    {
        string[] taken = [.. _deactivated];
        _deactivated.Clear();
        return taken;
    }

    /// <summary>Things that a certificate is attached to, in the order of attachment.</summary>
    public IEnumerable<ThingAttachment> ThingsOf(string certificateId) =>
        ThingAttachments.Where(attachment => attachment.CertificateId == certificateId);

    /// <summary>Names of the policies attached to a target, in the order of attachment.</summary>
    public IEnumerable<string> PolicyNamesOf(string targetArn) =>
        PolicyAttachments
            .Where(attachment => attachment.TargetArn == targetArn)
            .Select(attachment => attachment.PolicyName);

    /// <summary>Policies that a connection with a certificate is judged by: its own and those of its things' groups.</summary>
    public IReadOnlyList<PolicyDocument> PoliciesInForce(string certificateId)
    {
        var things = ThingsOf(certificateId).Select(attachment => attachment.ThingName).ToHashSet();
        var groups = GroupMembers.Where(member => things.Contains(member.ThingName)).Select(member => member.GroupName);
        return
        [
            .. groups
                .Select(account.ThingGroupArn)
                .Prepend(account.CertificateArn(certificateId))
                .SelectMany(PolicyNamesOf)
                .Distinct()
                .Select(name => Policies[name].Document),
        ];
    }

    private void NoteDeactivation(string id, bool remainsActive)
    {
        if (!remainsActive && _certificates.GetValueOrDefault(id) is { IsActive: true })
        {
            _deactivated.Add(id);
        }
    }
}
