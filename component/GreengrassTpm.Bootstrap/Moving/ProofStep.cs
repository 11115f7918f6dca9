using GreengrassTpm.CommandLine;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>The new credential is examined, and connects by mutual TLS, before the nucleus hears of it.</summary>
internal sealed class ProofStep : IProvisioningStep
{
    private const string ConnectionCheck = "tls.credentials";

    public string Id => "proof";

    public string Title => "prove the new credential by real connections";

    public StepLook Look(ProvisioningContext context) =>
        context.Record?.Former?.IsGiven == true
            ? StepLook.Done("it was proved")
            : StepLook.Missing("before the nucleus is given it");

    public string Act(ProvisioningContext context)
    {
        ExaminationReport report = FirstExamination.Make(context);
        ExaminedCheck? connection = report.Checks.FirstOrDefault(check => check.Id == ConnectionCheck);
        if (report.Fitness is Fitness.Fit or Fitness.FitWithWarnings && connection is { Verdict: Verdict.Ok })
        {
            return $"{report.Checks.Count(check => check.Verdict == Verdict.Ok)} checks ok, among them: {connection.Title}";
        }

        ExaminedCheck? failed =
            report.Checks.FirstOrDefault(check => check.Verdict is Verdict.Failed or Verdict.Error) ?? connection;
        throw new CommandException(
            report.Fitness == Fitness.Unfit ? ExitCode.Failed : ExitCode.RetryLater,
            $"the new credential is not proved: {failed?.Title ?? "nothing was checked"} {failed?.Evidence}".TrimEnd()
                + "; the nucleus goes on with its files",
            $"{failed?.Advice ?? "see what stands in the way"}; then run the same command again, or take back what was made: greengrass-tpm-bootstrap teardown"
        );
    }
}
