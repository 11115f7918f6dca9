using System.Text.RegularExpressions;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>What the account was found to have before anything is done.</summary>
/// <param name="RoleAliasArn">The role alias of the token exchange.</param>
/// <param name="DataEndpoint">The data endpoint's host.</param>
/// <param name="CredentialEndpoint">The credentials endpoint's host.</param>
internal sealed partial record CloudFacts(string RoleAliasArn, string DataEndpoint, string CredentialEndpoint)
{
    // A signature is refused at five minutes, and TLS with devices and servers relies on the same clock.
    private static readonly TimeSpan LargestClockDifference = TimeSpan.FromMinutes(5);

    /// <summary>The account's number.</summary>
    internal string AccountId => Arn().Match(RoleAliasArn).Groups["account"].Value;

    /// <summary>The partition, for example <c>aws</c>.</summary>
    internal string Partition => Arn().Match(RoleAliasArn).Groups["partition"].Value;

    /// <summary>The region.</summary>
    internal string Region => Arn().Match(RoleAliasArn).Groups["region"].Value;

    /// <summary>Asks the account.</summary>
    /// <exception cref="CommandException">No credentials, no such role alias, a wrong clock, or no answer.</exception>
    internal static CloudFacts Look(CloudRegistry registry, string roleAlias, TimeProvider time)
    {
        string? arn = registry.FindRoleAlias(roleAlias);
        RequireClock(registry.ClockDifference(), time);
        if (arn is null)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"role alias {roleAlias} does not exist in AWS IoT in {registry.Region}",
                "create it (aws iot create-role-alias) for the role that devices exchange their certificate for, or name another with --role-alias"
            );
        }

        return new CloudFacts(arn, registry.Endpoint("iot:Data-ATS"), registry.Endpoint("iot:CredentialProvider"));
    }

    private static void RequireClock(TimeSpan difference, TimeProvider time)
    {
        if (difference.Duration() > LargestClockDifference)
        {
            DateTime now = time.GetUtcNow().UtcDateTime;
            throw new CommandException(
                ExitCode.Configuration,
                $"the device's clock says {now:yyyy-MM-dd HH:mm:ss}Z, and that of AWS IoT {now + difference:yyyy-MM-dd HH:mm:ss}Z",
                "set the device's clock; a board without a battery starts in the past, and no certificate can be checked by it"
            );
        }
    }

    [GeneratedRegex(
        "^arn:(?<partition>[^:]+):iot:(?<region>[^:]+):(?<account>[0-9]{12}):",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Arn();
}
