namespace GreengrassTpm.LocalCloud;

/// <summary>Guards the registry: one operation at a time sees or changes it.</summary>
internal sealed class CloudState(CloudAccount account)
{
    private readonly Lock _gate = new();
    private readonly Registry _registry = new(account);

    /// <summary>Tells the id of a certificate that has just ceased to be ACTIVE or to exist.</summary>
    public event Action<string>? CertificateDeactivated;

    /// <summary>Runs one operation. The registry must not be kept.</summary>
    public T Use<T>(Func<Registry, T> operation)
    {
        T result;
        IReadOnlyList<string> deactivated;
        lock (_gate)
        {
            result = operation(_registry);
            deactivated = _registry.TakeDeactivated();
        }
        foreach (var id in deactivated)
        {
            CertificateDeactivated?.Invoke(id);
        }
        return result;
    }

    /// <summary>A copy of the state.</summary>
    public CloudSnapshot Snapshot() =>
        Use(registry => new CloudSnapshot(
            [.. registry.Things.Values],
            [.. registry.Certificates.Values.OrderBy(certificate => certificate.Sequence)],
            [.. registry.Policies.Values],
            [.. registry.ThingAttachments],
            [.. registry.PolicyAttachments],
            [.. registry.GroupMembers]
        ));
}
