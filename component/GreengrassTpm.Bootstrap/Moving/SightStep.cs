using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// The nucleus was seen with the token, before anything of the former credential is ended: until then that is the only one known to
/// work with this nucleus.
/// </summary>
/// <param name="nucleus">The nucleus.</param>
internal sealed class SightStep(IMovableNucleus nucleus) : IProvisioningStep
{
    public string Id => "sight";

    public string Title => "see the nucleus with the credential in the TPM";

    public StepLook Look(ProvisioningContext context) =>
        context.Record?.Former?.Confirmed is DateTimeOffset confirmed
            ? StepLook.Done($"seen at {confirmed:yyyy-MM-dd HH:mm:ss}Z")
            : StepLook.Missing("before its former credential is ended");

    public string Act(ProvisioningContext context)
    {
        if (!nucleus.Uses(context.Settings.Store))
        {
            throw new CommandException(
                ExitCode.RetryLater,
                $"{nucleus.Name} is configured with the token, and was not seen to use it yet; its former certificate and files are as they were",
                "start it, and run the same command again once it is connected"
            );
        }

        RecordedFiles former = context.BegunRecord.Former!;
        context.Remember(context.BegunRecord with { Former = former with { Confirmed = context.Time.GetUtcNow() } });
        return nucleus.Name;
    }
}
