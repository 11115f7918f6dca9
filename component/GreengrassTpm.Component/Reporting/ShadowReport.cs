using System.Globalization;
using System.Text.Json.Serialization;
using GreengrassTpm.Credentials;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Component;

/// <summary>What the named shadow says of the device's credential. Small: nucleus lite passes on about 7 000 bytes.</summary>
internal sealed record ShadowReport
{
    // With all of them the report would outgrow what nucleus lite passes on; the whole list is in the log and in verify.
    private const int MostFindings = 10;

    /// <summary>The certificate in use, which is its AWS IoT id.</summary>
    public string? CertificateId { get; init; }

    /// <summary>When the credential came into use, or its certificate began to be valid: its age counts from there.</summary>
    public string? ActiveSince { get; init; }

    /// <summary>What is decided about the next rotation.</summary>
    public string? Renewal { get; init; }

    /// <summary>When it is due.</summary>
    public string? NextDue { get; init; }

    /// <summary>Whether recovery runs before each start of the nucleus.</summary>
    public bool Recovery { get; init; }

    /// <summary>The chip, as the latest examination saw it.</summary>
    public ReportedChip? Chip { get; init; }

    /// <summary>The latest examination.</summary>
    public ReportedVerification? Verification { get; init; }

    /// <summary>The latest rotation.</summary>
    public ReportedRotation? Rotation { get; init; }

    /// <summary>Puts the report together.</summary>
    internal static ShadowReport Of(
        DeviceSession session,
        RenewalDecision? renewal,
        VerificationReport? verification
    ) =>
        new()
        {
            CertificateId = session.CertificateId,
            ActiveSince = Text(session.ActiveSince),
            Renewal = renewal?.Verdict.ToString(),
            // An undecided schedule moves with the clock; to the hour it stays.
            NextDue = Text(renewal?.NextDue),
            Recovery = session.HasRecovery,
            Chip = verification?.ToDocument().Chip is { } chip
                ? new ReportedChip(chip.Manufacturer, chip.Firmware, chip.FailuresCounted, chip.FailuresAllowed)
                : null,
            Verification = verification is null ? null : Of(verification),
            Rotation = session.History.Rotations.Count == 0 ? null : Of(session.History.Rotations[^1]),
        };

    private static ReportedVerification Of(VerificationReport report) =>
        new(
            report.Fitness.ToString(),
            [
                .. report
                    .Results.Where(result =>
                        result.Finding.Verdict is Verdict.Failed or Verdict.Error or Verdict.Warning
                    )
                    .Take(MostFindings)
                    .Select(result => $"{result.Check.Id}: {result.Finding.Verdict}".ToLowerInvariant()),
            ]
        );

    private static ReportedRotation Of(Rotation rotation) =>
        new(rotation.State.ToString(), Text(rotation.Reached)!, rotation.Trigger, rotation.Reason);

    private static string? Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
}

/// <summary>An examination, as it is reported.</summary>
/// <param name="Fitness">What all checks together mean.</param>
/// <param name="Findings">Ids of the checks that found something, each with its verdict.</param>
internal sealed record ReportedVerification(string Fitness, IReadOnlyList<string> Findings);

/// <summary>The chip, as it is reported.</summary>
/// <param name="Manufacturer">The manufacturer's id of the TCG registry.</param>
/// <param name="Firmware">The firmware's version.</param>
/// <param name="FailuresCounted">Failures that its protection against guessing counts now.</param>
/// <param name="FailuresAllowed">At this count it locks out.</param>
internal sealed record ReportedChip(string Manufacturer, string Firmware, uint FailuresCounted, uint FailuresAllowed);

/// <summary>A rotation, as it is reported.</summary>
/// <param name="State">How far it has come.</param>
/// <param name="Since">Since when.</param>
/// <param name="Trigger">Who asked for it.</param>
/// <param name="Reason">Why it ended as it did; null where nothing is to be said.</param>
internal sealed record ReportedRotation(string State, string Since, string Trigger, string? Reason);

/// <summary>The update of a shadow.</summary>
internal sealed record ShadowUpdate(ShadowState State);

/// <summary>The state in it.</summary>
internal sealed record ShadowState(ShadowReport Reported);

/// <summary>JSON of the shadow, generated at compile time. A null removes what an earlier report has said.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ShadowUpdate))]
internal sealed partial class ShadowJson : JsonSerializerContext;
