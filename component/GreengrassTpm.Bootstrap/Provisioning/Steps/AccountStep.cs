using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>The account that the device belongs to, remembered before anything is made in it.</summary>
/// <param name="cloud">The account.</param>
internal sealed class AccountStep(CloudAccess cloud) : IProvisioningStep
{
    public string Id => "account";

    public string Title => "check account, role alias and endpoints";

    private string Detail =>
        $"{cloud.Facts.AccountId} in {cloud.Facts.Region}, role alias {cloud.Wishes.RoleAlias}, {cloud.Facts.DataEndpoint}, {cloud.Facts.CredentialEndpoint}";

    public StepLook Look(ProvisioningContext context) =>
        context.Record?.Cloud is null ? StepLook.Missing(Detail) : StepLook.Done(Detail);

    public string Act(ProvisioningContext context)
    {
        context.Remember(
            context.BegunRecord with
            {
                ThingName = context.Settings.ThingName,
                Cloud = new RecordedCloud
                {
                    AccountId = cloud.Facts.AccountId,
                    Region = cloud.Facts.Region,
                    RoleAlias = cloud.Wishes.RoleAlias,
                },
            }
        );
        return Detail;
    }
}
