using GreengrassTpm.CommandLine;
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
            LeaveRemains(context);
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

        if (nucleus.Obstacle is (string problem, string advice))
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"{nucleus.Name} cannot be given its files back: {problem}; nothing was changed",
                advice
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
        nucleus.UseFiles(former, nucleus.IsInService());
        LeaveRemains(context);
        return $"{nucleus.Name}: {Files}";
    }

    private void LeaveRemains(TeardownContext context)
    {
        if (nucleus.Remains is string remains)
        {
            _ = context.Leave(remains);
        }
    }
}
