namespace GreengrassTpm.Bootstrap;

/// <summary>Whatever else the former certificate may do, the new one may too.</summary>
/// <param name="cloud">The account.</param>
/// <param name="formerId">The former certificate's id.</param>
internal sealed class FormerPoliciesStep(CloudAccess cloud, string formerId) : IProvisioningStep
{
    public string Id => "former-policies";

    public string Title => "attach the former certificate's further policies";

    public StepLook Look(ProvisioningContext context)
    {
        IReadOnlyList<string> missing = Missing(context);
        return missing.Count == 0 ? StepLook.Done("none is missing") : StepLook.Missing(string.Join(", ", missing));
    }

    public string Act(ProvisioningContext context)
    {
        IReadOnlyList<string> missing = Missing(context);
        CloudCertificate certificate = cloud.Certificate(context.BegunRecord);
        foreach (string policy in missing)
        {
            cloud.Registry.AttachPolicy(policy, certificate);
        }

        return string.Join(", ", missing);
    }

    private IReadOnlyList<string> Missing(ProvisioningContext context)
    {
        IEnumerable<string> former = cloud.Registry.FindCertificate(formerId) is { } found
            ? cloud.Registry.PoliciesOf(found)
            : [];
        IEnumerable<string> own = cloud.FindCertificate(context.Record) is { } certificate
            ? cloud.Registry.PoliciesOf(certificate)
            : [cloud.Wishes.Policy];
        return [.. former.Except(own)];
    }
}
