using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>The account that the device is registered with, and what is wanted there.</summary>
/// <param name="Registry">Its registry.</param>
/// <param name="Facts">What it was found to have.</param>
/// <param name="Wishes">What is wanted there.</param>
internal sealed record CloudAccess(CloudRegistry Registry, CloudFacts Facts, CloudWishes Wishes)
{
    /// <summary>The id of the certificate that a rotation has put in the place of the recorded one, which is gone by now; null for none.</summary>
    internal string? RotatedId { get; init; }

    /// <summary>Looks at the account.</summary>
    /// <param name="registry">Its registry.</param>
    /// <param name="wishes">What is wanted there.</param>
    /// <param name="record">What an earlier run has done there.</param>
    /// <param name="time">The device's clock.</param>
    /// <exception cref="CommandException">It cannot be used, or is another than that of the earlier run.</exception>
    internal static CloudAccess Look(
        CloudRegistry registry,
        CloudWishes wishes,
        RecordedCloud? record,
        TimeProvider time
    )
    {
        CloudFacts facts = CloudFacts.Look(registry, wishes.RoleAlias, time);
        RequireSameAccount(facts, record);
        return new CloudAccess(registry, facts, wishes);
    }

    /// <summary>The certificate that was made for this device, by provisioning or by a rotation since; null if there is none yet.</summary>
    /// <exception cref="CommandException">There was one, and it is gone or revoked.</exception>
    internal CloudCertificate? FindCertificate(ProvisioningRecord? record)
    {
        if (IdOf(record) is not string id)
        {
            return null;
        }

        CloudCertificate? found = Registry.FindCertificate(id);
        return found is null || found.Status == "REVOKED"
            ? throw new CommandException(
                ExitCode.Failed,
                $"certificate {id}, which was made for this device, {(found is null ? "does not exist in AWS IoT any longer" : "is revoked")}",
                "somebody has ended the device's identity; where that is a mistake, give it a new one with another --root or --store"
            )
            : found;
    }

    /// <summary>The id of that certificate; null if there is none yet.</summary>
    internal string? IdOf(ProvisioningRecord? record) =>
        record?.Cloud?.CertificateId is string made ? RotatedId ?? made : null;

    /// <inheritdoc cref="FindCertificate"/>
    internal CloudCertificate Certificate(ProvisioningRecord record) =>
        FindCertificate(record)
        ?? throw new InvalidOperationException("the certificate is made by a step before this one");

    private static void RequireSameAccount(CloudFacts facts, RecordedCloud? record)
    {
        if (record is not null && record.AccountId != facts.AccountId)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"this device was registered in account {record.AccountId}; the credentials are of account {facts.AccountId}",
                "use credentials of the first account to go on with what is there"
            );
        }
    }
}
