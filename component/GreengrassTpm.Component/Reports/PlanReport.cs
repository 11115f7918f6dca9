using System.Text.Json.Serialization.Metadata;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>The result of <c>plan</c>: what a rotation would do, when one is due, and why.</summary>
public sealed record PlanReport : Report
{
    /// <summary>Whether a rotation would begin now.</summary>
    public required RenewalVerdict Verdict { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When one may begin next; null where only a person can bring it about, or one is under way.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>When the credential in use came into use; null while a rotation is under way.</summary>
    public DateTimeOffset? ActiveSince { get; init; }

    /// <summary>The certificate in use; null while a rotation is under way.</summary>
    public CertificateReport? Certificate { get; init; }

    /// <summary>What would be done, in its order.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <inheritdoc/>
    protected override JsonTypeInfo JsonType => ReportJson.Default.PlanReport;

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> Facts
    {
        get
        {
            yield return ("rotation", $"{Word}: {Reason}");
            if (NextDue is { } due)
            {
                yield return ("due", ReportTime.Of(due));
            }

            if (Certificate is { } certificate)
            {
                yield return ("certificate", $"{certificate.Id}, {certificate.Subject}");
                yield return (
                    "valid",
                    $"{ReportTime.Of(certificate.NotBefore)} to {ReportTime.Of(certificate.NotAfter)}"
                );
            }

            if (ActiveSince is { } since)
            {
                yield return ("credential in use since", ReportTime.Of(since));
            }

            foreach (string step in Steps)
            {
                yield return ("would", step);
            }
        }
    }

    private string Word =>
        Verdict switch
        {
            RenewalVerdict.Due => "now",
            RenewalVerdict.NotDue => "not yet",
            RenewalVerdict.WaitingForWindow or RenewalVerdict.WaitingForInterval => "later",
            RenewalVerdict.FinishFirst => "one is under way",
            _ => "never by itself",
        };
}
