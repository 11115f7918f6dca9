using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>What a rotation is asked to do.</summary>
/// <param name="Label">The active label.</param>
/// <param name="Mode">What is replaced.</param>
/// <param name="KeyAlgorithm">The kind of the new key.</param>
/// <param name="RetireAfter">How long both certificates stay valid after the switch.</param>
internal sealed record RotationPlan(string Label, RotationMode Mode, KeyAlgorithm KeyAlgorithm, TimeSpan RetireAfter)
{
    /// <summary>What would be done with an unfinished rotation.</summary>
    internal static PlanReport OfUnfinished(Rotation rotation) =>
        new()
        {
            Verdict = RenewalVerdict.FinishFirst,
            Reason = $"rotation {rotation.Name} must come to its end first",
            Steps = [.. ((string?[])[RotationText.Next(rotation)]).OfType<string>()],
        };

    /// <summary>What would be done where no rotation is under way.</summary>
    /// <param name="certificate">The certificate in use.</param>
    /// <param name="facts">What is known of the device.</param>
    /// <param name="decision">What was decided from it.</param>
    internal PlanReport Report(X509Certificate2 certificate, RenewalFacts facts, RenewalDecision decision)
    {
        CertificateReport active = CertificateReport.Of(certificate);
        return new PlanReport
        {
            Verdict = decision.Verdict,
            Reason = decision.Reason,
            NextDue = decision.NextDue,
            ActiveSince = facts.ActiveSince,
            Certificate = active,
            Steps = [.. Steps(active.Id)],
        };
    }

    private IEnumerable<string> Steps(string certificateId)
    {
        string staged = Label + RotationObjects.StagedSuffix;
        if (Mode == RotationMode.KeyAndCertificate)
        {
            yield return $"generate a new {KeyAlgorithm.ToText()} key in the chip, under {staged}";
        }

        yield return "have it certified, and store the new certificate beside it";
        yield return "prove the new credential in real connections, with everything that the one in use may do";
        yield return $"exchange label {Label}, and see the new credential in use";
        yield return $"after {DurationText.Of(RetireAfter)} give up certificate {certificateId} in the cloud";
        yield return Mode == RotationMode.KeyAndCertificate
            ? "destroy the previous key and certificate on the token"
            : "remove the previous certificate from the token";
    }
}
