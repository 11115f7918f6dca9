using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>What AWS IoT says of a certificate that somebody else has registered.</summary>
internal static class AdoptedAccount
{
    private const string Offline = "or leave AWS IoT out of it: --offline";

    /// <summary>Makes sure that the certificate is the thing's and in service.</summary>
    /// <param name="cloud">The account.</param>
    /// <param name="certificateId">The certificate's id.</param>
    /// <param name="thing">The thing that the device is.</param>
    /// <returns>The certificate, as AWS IoT knows it.</returns>
    /// <exception cref="CommandException">It is not.</exception>
    internal static CloudCertificate Require(CloudAccess cloud, string certificateId, string thing)
    {
        string account = $"AWS IoT's account {cloud.Facts.AccountId} in {cloud.Facts.Region}";
        CloudCertificate certificate =
            cloud.Registry.FindCertificate(certificateId)
            ?? throw Refused(
                $"certificate {certificateId} is not known to {account}",
                $"use credentials of the account that it is registered in, or name the region with --aws-region; {Offline}"
            );
        if (!certificate.IsActive)
        {
            throw Refused(
                $"certificate {certificateId} is {certificate.Status} in {account}",
                $"activate it (aws iot update-certificate --new-status ACTIVE), or give the device a new credential"
            );
        }

        IReadOnlyList<string> things = cloud.Registry.ThingsOf(certificate);
        return things.Contains(thing)
            ? certificate
            : throw Refused(
                $"certificate {certificateId} is attached to {(things.Count == 0 ? "no thing" : $"thing {string.Join(", ", things)}")}, not to {thing}",
                $"attach it (aws iot attach-thing-principal), or name the right thing with --thing-name"
            );
    }

    /// <summary>What the record is to say of the account: nothing in it was made by this product.</summary>
    internal static RecordedCloud Record(CloudAccess cloud, string certificateId) =>
        new()
        {
            AccountId = cloud.Facts.AccountId,
            Region = cloud.Facts.Region,
            RoleAlias = cloud.Wishes.RoleAlias,
            CertificateId = certificateId,
        };

    private static CommandException Refused(string message, string hint) =>
        new(ExitCode.Configuration, $"{message}; nothing was changed", hint);
}
