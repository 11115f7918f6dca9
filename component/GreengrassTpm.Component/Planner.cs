using System.Security.Cryptography.X509Certificates;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>Looks whether a rotation is to begin, and tells what it would do. Changes nothing, and uses no PIN.</summary>
/// <param name="location">The token.</param>
/// <param name="thingName">The thing's name, as far as somebody has said it.</param>
/// <param name="policy">When a credential is to be rotated.</param>
/// <param name="plan">What a rotation is to do.</param>
internal sealed class Planner(TokenLocation location, string? thingName, RenewalPolicy policy, RotationPlan plan)
{
    /// <summary>Tells the plan.</summary>
    /// <param name="history">The journal's rotations, none of them under way.</param>
    /// <param name="request">Whether somebody asks for a rotation.</param>
    /// <exception cref="CommandLine.CommandException">The certificate in use is not to be found.</exception>
    /// <exception cref="TokenException">The token cannot be read.</exception>
    internal PlanReport Plan(RotationHistory history, RotationRequest request)
    {
        using X509Certificate2 certificate = ActiveCertificate.Read(location, plan.Label);
        RenewalFacts facts = DeviceRenewal.Facts(thingName, history, certificate) with { Request = request };
        RenewalDecision decision = RenewalDecision.Make(
            facts,
            policy,
            TimeProvider.System.GetUtcNow(),
            TimeZoneInfo.Local
        );
        return plan.Report(certificate, facts, decision);
    }
}
