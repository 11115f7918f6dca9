namespace GreengrassTpm.Bootstrap;

/// <summary>The certificate goes into service, once it is on the token and tied to its thing.</summary>
/// <param name="cloud">The account.</param>
internal sealed class ActivationStep(CloudAccess cloud) : IProvisioningStep
{
    public string Id => "activation";

    public string Title => "activate the certificate";

    public StepLook Look(ProvisioningContext context) =>
        cloud.FindCertificate(context.Record) is { IsActive: true } active
            ? StepLook.Done($"id {active.Id}")
            : StepLook.Missing("it was made inactive");

    public string Act(ProvisioningContext context)
    {
        CloudCertificate certificate = cloud.Certificate(context.BegunRecord);
        cloud.Registry.Activate(certificate);
        return $"id {certificate.Id}";
    }
}
