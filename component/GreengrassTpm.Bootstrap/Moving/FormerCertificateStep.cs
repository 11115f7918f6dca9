namespace GreengrassTpm.Bootstrap;

/// <summary>The end of the former certificate in AWS IoT, and of no other, which the operator has asked for.</summary>
/// <param name="cloud">The account.</param>
/// <param name="formerId">The certificate's id.</param>
internal sealed class FormerCertificateStep(CloudAccess cloud, string formerId) : IProvisioningStep
{
    public string Id => "former-certificate";

    public string Title => "end the former certificate";

    public StepLook Look(ProvisioningContext context) =>
        context.Record?.Cloud?.Replaced.Contains(formerId) == true && !End(context).IsMissing(formerId)
            ? StepLook.Done($"id {formerId}")
            : StepLook.Missing($"id {formerId}");

    public string Act(ProvisioningContext context)
    {
        context.RememberCloud(record => record with { Replaced = [.. record.Replaced.Union([formerId])] });
        End(context).Make(formerId);
        return $"id {formerId}";
    }

    private CertificateEnd End(ProvisioningContext context) => new(cloud.Registry, context.Settings.ThingName);
}
