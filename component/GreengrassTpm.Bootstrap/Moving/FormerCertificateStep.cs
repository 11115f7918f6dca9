namespace GreengrassTpm.Bootstrap;

/// <summary>The end of the former certificate in AWS IoT, which the operator has asked for: deactivated, detached, deleted.</summary>
/// <param name="cloud">The account.</param>
/// <param name="formerId">The certificate's id.</param>
internal sealed class FormerCertificateStep(CloudAccess cloud, string formerId) : IProvisioningStep
{
    private readonly ReplacementStep _replacement = new(cloud);

    public string Id => "former-certificate";

    public string Title => "end the former certificate";

    public StepLook Look(ProvisioningContext context) =>
        context.Record?.Cloud?.Replaced.Contains(formerId) != true ? StepLook.Missing($"id {formerId}")
        : _replacement.Look(context) is { IsDone: false } left ? left
        : StepLook.Done($"id {formerId}");

    public string Act(ProvisioningContext context)
    {
        context.RememberCloud(record => record with { Replaced = [.. record.Replaced.Union([formerId])] });
        return _replacement.Act(context);
    }
}
