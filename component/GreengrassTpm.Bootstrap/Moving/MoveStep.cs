using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// The nucleus is configured with the credential in the TPM. Where it is in service, it is restarted, and has to be seen with the
/// token; otherwise it gets its files back, and is started with them, whatever has become of it meanwhile.
/// </summary>
/// <param name="move">The move.</param>
internal sealed class MoveStep(Move move) : IProvisioningStep
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    public string Id => "move";

    public string Title => "give the nucleus the credential in the TPM";

    public StepLook Look(ProvisioningContext context)
    {
        if (context.Record?.Former?.IsGiven == true && move.Nucleus.UsesToken())
        {
            return StepLook.Done(move.Nucleus.Name);
        }

        move.Nucleus.Require();
        return StepLook.Missing(move.Nucleus.Name);
    }

    public string Act(ProvisioningContext context)
    {
        context.RememberFiles(move.Nucleus.Files);
        bool isSeen = Give(context);
        DateTimeOffset now = context.Time.GetUtcNow();
        context.Remember(
            context.BegunRecord with
            {
                Former = context.BegunRecord.Former! with { Given = now, Confirmed = isSeen ? now : null },
            }
        );
        return isSeen
            ? $"{move.Nucleus.Name}, which was seen with the token"
            : $"{move.Nucleus.Name}, with its next start";
    }

    private bool Give(ProvisioningContext context)
    {
        RecordedFiles former = context.BegunRecord.Former!;
        bool isInService = move.Nucleus.IsInService();
        try
        {
            move.Nucleus.UseToken(context.Nucleus.Folder, isInService);
            Require(move.Nucleus.UsesToken(), "does not show the token in its configuration");
            Require(!isInService || IsTakenUp(context), "was not seen to use the token after its start");
            return isInService;
        }
        catch (CommandException)
        {
            if (move.Nucleus.UsesToken())
            {
                move.Nucleus.UseFiles(former, isInService);
            }

            throw;
        }
    }

    private bool IsTakenUp(ProvisioningContext context)
    {
        long began = context.Time.GetTimestamp();
        while (!move.Nucleus.Uses(context.Settings.Store))
        {
            if (context.Time.GetElapsedTime(began) > context.Options.ConfirmWithin)
            {
                return false;
            }

            Thread.Sleep(Between);
        }

        return true;
    }

    private void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new CommandException(
                ExitCode.Failed,
                $"{move.Nucleus.Name} {otherwise}; it was given its files back",
                "read the nucleus' log: its user may not be in the group of the TPM's users, or its PKCS#11 plugin is missing; then run the same command again"
            );
        }
    }
}
