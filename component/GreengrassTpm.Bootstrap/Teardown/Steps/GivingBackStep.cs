using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>Gives a nucleus that was moved to the TPM its key and certificate in files again, as long as they are there.</summary>
/// <param name="nucleus">The nucleus.</param>
/// <param name="former">The credential in files.</param>
internal sealed class GivingBackStep(IMovableNucleus nucleus, RecordedFiles former) : IStep<TeardownContext>
{
    public string Id => "former";

    public string Title => "give the nucleus its files back";

    private string Files => $"{former.PrivateKeyPath}, {former.CertificatePath}";

    public StepLook Look(TeardownContext context)
    {
        if (!nucleus.UsesToken())
        {
            return StepLook.Done($"it uses {Files}");
        }

        if (
            !File.Exists(FileCredential.PathOf(former.PrivateKeyPath))
            || !File.Exists(FileCredential.PathOf(former.CertificatePath))
        )
        {
            return StepLook.Done(
                context.Leave($"{nucleus.Name} is left without a credential: {Files} are not there any more")
            );
        }

        if (context.Record.Cloud?.Replaced.Contains(former.CertificateId) == true)
        {
            _ = context.Leave(
                $"certificate {former.CertificateId} in {former.CertificatePath} was ended in AWS IoT: the nucleus cannot connect with it"
            );
        }

        return StepLook.Missing($"{nucleus.Name}: {Files}");
    }

    public string Act(TeardownContext context)
    {
        nucleus.UseFiles(former);
        return $"{nucleus.Name}: {Files}";
    }
}
