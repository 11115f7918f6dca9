using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>A nucleus that has its credential in files, on its way to one in the TPM.</summary>
/// <param name="Former">The credential in files.</param>
/// <param name="Nucleus">The nucleus.</param>
/// <param name="Options">What the operator asked for, and the rest as the nucleus has it.</param>
internal sealed record Move(RecordedFiles Former, IMovableNucleus Nucleus, ProvisioningOptions Options)
{
    /// <summary>Looks at nucleus and files. Changes nothing.</summary>
    /// <param name="options">What the operator asked for.</param>
    /// <param name="record">What an earlier run has done; null on a device that is new to this product.</param>
    /// <param name="folders">The device's places.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="CommandException">There is nothing to move, or it cannot be moved; says why.</exception>
    internal static Move Prepare(
        ProvisioningOptions options,
        ProvisioningRecord? record,
        DeviceFolders folders,
        DateTimeOffset now
    )
    {
        if (record is { Former: null, Key: not null })
        {
            ManagedDevice.RequireNotProvisioned(record);
        }

        var found = FoundNucleus.Look(
            NucleusPlaces.Below(folders.Root, options.NucleusRoot ?? record?.Nucleus?.RootFolder)
        );
        NucleusFacts facts =
            found.Facts
            ?? throw new CommandException(
                ExitCode.Configuration,
                $"there is nothing to move: no configuration of a nucleus was found in {found.Places.ClassicFolder} and {found.Places.LiteFolder}; nothing was changed",
                "name the classic nucleus' folder with --nucleus-root DIR; a new device is provisioned without --from-files"
            );
        RecordedFiles former = record?.Former ?? Examine(found, facts, now);
        return new Move(
            former,
            IMovableNucleus.Find(found, options.Plugin, folders) ?? throw NotInstalled(found.Places.ClassicFolder),
            options with
            {
                ThingName = options.ThingName ?? record?.ThingName ?? facts.ThingName,
                AwsRegion = options.AwsRegion ?? facts.Region,
                RoleAlias = options.RoleAlias ?? facts.RoleAlias,
                DataEndpoint = options.DataEndpoint ?? facts.DataEndpoint,
                CredentialEndpoint = options.CredentialEndpoint ?? facts.CredentialsEndpoint,
                RootCa = options.RootCa ?? facts.RootAuthorityPath,
                Nuclei = [found.Kind!.Value],
                ExistingCertificates = ExistingCertificates.Keep,
            }
        );
    }

    /// <summary>What is wanted in AWS IoT: the same thing, and what the former certificate may do.</summary>
    /// <param name="cloud">The account, and what would be wanted there for a new device.</param>
    /// <param name="record">What an earlier run has done.</param>
    /// <param name="thing">The thing.</param>
    /// <exception cref="CommandException">The former certificate is not the thing's, or not in service, or may do nothing.</exception>
    internal CloudAccess In(CloudAccess cloud, RecordedCloud? record, string thing)
    {
        if (Options.Policy is not null || record?.Policy is not null)
        {
            // The operator's choice, or what an earlier run has settled.
            return cloud with { Wishes = cloud.Wishes with { PolicyExists = true } };
        }

        IReadOnlyList<string> policies = cloud.Registry.PoliciesOf(
            AdoptedAccount.Require(cloud, Former.CertificateId, thing)
        );
        return policies.Count > 0
            ? cloud with
            {
                Wishes = cloud.Wishes with { Policy = policies[0], PolicyExists = true },
            }
            : throw new CommandException(
                ExitCode.Configuration,
                $"certificate {Former.CertificateId}, which the nucleus has, has no policy that could be given to the new one; nothing was changed",
                "name the policy with --policy NAME"
            );
    }

    private static CommandException NotInstalled(string root) =>
        new(
            ExitCode.Configuration,
            $"the nucleus in {root} has a configuration, but is not installed: {ClassicNucleus.InstallationIn(root)} does not exist; nothing was changed",
            "name its folder with --nucleus-root DIR; a nucleus that is yet to be installed is provisioned without --from-files"
        );

    private static RecordedFiles Examine(FoundNucleus found, NucleusFacts facts, DateTimeOffset now) =>
        found.UsesFiles
            ? FileCredential.Examine(facts.PrivateKeyPath!, facts.CertificatePath, now)
            : throw new CommandException(
                ExitCode.Configuration,
                $"there is nothing to move: the nucleus has its key on a token ({facts.PrivateKeyPath ?? "its configuration names none"}); nothing was changed",
                "take it under management as it is: greengrass-tpm-bootstrap provision --adopt"
            );
}
