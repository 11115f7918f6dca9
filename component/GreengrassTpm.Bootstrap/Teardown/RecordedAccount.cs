using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>The account that a device was registered with. In another one all that is to be deleted would look as if it were gone already.</summary>
internal static class RecordedAccount
{
    /// <summary>Makes sure that the credentials are of that account.</summary>
    /// <param name="registry">The registry of the account that the credentials are of.</param>
    /// <param name="cloud">What provisioning has done in the recorded one.</param>
    /// <param name="certificates">The ids of the device's certificates.</param>
    /// <exception cref="CommandException">They are of another account, or it cannot be told.</exception>
    internal static void Require(CloudRegistry registry, RecordedCloud cloud, IEnumerable<string> certificates)
    {
        string? arn =
            registry.FindRoleAlias(cloud.RoleAlias)
            ?? certificates.Select(registry.FindCertificate).FirstOrDefault(found => found is not null)?.Arn;
        string? account = arn?.Split(':') is [_, _, _, _, string number, ..] ? number : null;
        if (account is null)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"neither role alias {cloud.RoleAlias} nor a certificate of this device is in AWS IoT in {cloud.Region}: it cannot be told whether these credentials are of account {cloud.AccountId}",
                "use credentials of that account; or, if all of the device is gone there already, say --keep-cloud"
            );
        }

        if (account != cloud.AccountId)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"this device was registered in account {cloud.AccountId}; the credentials are of account {account}",
                "use credentials of the first account, or say --keep-cloud"
            );
        }
    }
}
