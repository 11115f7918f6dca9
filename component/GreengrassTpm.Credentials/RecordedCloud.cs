namespace GreengrassTpm.Credentials;

/// <summary>What provisioning has done or was about to do in AWS IoT.</summary>
public sealed record RecordedCloud
{
    /// <summary>The account's number.</summary>
    public required string AccountId { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The role alias of the token exchange.</summary>
    public required string RoleAlias { get; init; }

    /// <summary>Whether provisioning was about to create the thing; only then may teardown delete it.</summary>
    public bool ThingCreated { get; init; }

    /// <summary>The policy, once it was about to be created or attached.</summary>
    public RecordedPolicy? Policy { get; init; }

    /// <summary>The request for a certificate, once it was about to be sent.</summary>
    public RecordedCertificateRequest? Request { get; init; }

    /// <summary>The certificate's id, once AWS IoT has told it.</summary>
    public string? CertificateId { get; init; }

    /// <summary>The ids of the thing's earlier certificates that were about to be ended.</summary>
    public IReadOnlyList<string> Replaced { get; init; } = [];

    /// <summary>The thing group, once it was about to be joined.</summary>
    public RecordedThingGroup? ThingGroup { get; init; }
}

/// <summary>The policy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Created">Whether provisioning was about to create it; only then may teardown delete it.</param>
public sealed record RecordedPolicy(string Name, bool Created);

/// <summary>
/// The request for a certificate. Each one that was sent makes a certificate, whether or not its answer arrives; those whose answer
/// was lost are found among the certificates that are newer than the request.
/// </summary>
/// <param name="Since">When the account's newest certificate had been made, by the service's clock; null if there was none.</param>
/// <param name="Sent">How often it was sent.</param>
/// <param name="IsSettled">Whether all certificates that it made but the device's own are known to be gone.</param>
public sealed record RecordedCertificateRequest(DateTimeOffset? Since, int Sent, bool IsSettled = false);

/// <summary>The thing group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsJoined">Whether the thing was added to it; the registry's answers do not tell.</param>
public sealed record RecordedThingGroup(string Name, bool IsJoined);
