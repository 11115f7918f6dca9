using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>The credential in files, put on record before anything is made: it stays in service until the new one has its place.</summary>
/// <param name="former">The credential.</param>
internal sealed class FormerCredentialStep(RecordedFiles former) : IProvisioningStep
{
    public string Id => "former";

    public string Title => "note the credential in files, which stays as it is";

    private string Detail =>
        $"{former.PrivateKeyPath}, {former.CertificatePath}, certificate id {former.CertificateId}";

    public StepLook Look(ProvisioningContext context) =>
        context.Record?.Former is null ? StepLook.Missing(Detail) : StepLook.Done(Detail);

    public string Act(ProvisioningContext context)
    {
        context.Remember(context.BegunRecord with { Former = former });
        return Detail;
    }
}
