using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>What is wanted of AWS IoT: the options and the record of an earlier run put together.</summary>
internal sealed record CloudWishes
{
    /// <summary>The region; null for that of the environment or the profile.</summary>
    internal required string? Region { get; init; }

    /// <summary>The role alias of the token exchange.</summary>
    internal required string RoleAlias { get; init; }

    /// <summary>The name of the policy to attach.</summary>
    internal required string Policy { get; init; }

    /// <summary>Whether the policy is somebody else's and must be there already.</summary>
    internal required bool PolicyExists { get; init; }

    /// <summary>The template of a policy that is made; null for the program's own.</summary>
    internal required string? PolicyTemplate { get; init; }

    /// <summary>The thing group to join; null for none.</summary>
    internal required string? ThingGroup { get; init; }

    /// <summary>What becomes of certificates that the thing has already.</summary>
    internal required ExistingCertificates Existing { get; init; }

    /// <summary>Puts options and record together.</summary>
    /// <exception cref="CommandException">They contradict each other, or the role alias is not named.</exception>
    internal static CloudWishes From(ProvisioningOptions options, ProvisioningRecord? earlier)
    {
        RecordedCloud? record = earlier?.Cloud;
        string roleAlias =
            ProvisioningSettings.Agree("--role-alias", options.RoleAlias, record?.RoleAlias)
            ?? earlier?.Nucleus?.RoleAlias
            ?? throw new CommandException(
                ExitCode.Usage,
                "the role alias is not named",
                "the first run needs --role-alias NAME, which devices exchange their certificate for AWS credentials with; or work offline with --csr-out FILE"
            );
        bool recordedAsMade = record?.Policy is { Created: true };
        return new CloudWishes
        {
            Region =
                ProvisioningSettings.Agree("--aws-region", options.AwsRegion, record?.Region)
                ?? earlier?.Nucleus?.AwsRegion,
            RoleAlias = roleAlias,
            Policy =
                ProvisioningSettings.Agree("--policy", options.Policy, record?.Policy?.Name)
                ?? DevicePolicy.NameFor(roleAlias),
            PolicyExists = options.PolicyTemplate is null && options.Policy is not null && !recordedAsMade,
            PolicyTemplate = options.PolicyTemplate,
            ThingGroup = ProvisioningSettings.Agree("--thing-group", options.ThingGroup, record?.ThingGroup?.Name),
            Existing = options.ExistingCertificates,
        };
    }
}
