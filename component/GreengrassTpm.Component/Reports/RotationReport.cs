using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>One rotation, as the journal tells it.</summary>
public sealed record RotationReport
{
    /// <summary>The rotation's own name.</summary>
    public required string Name { get; init; }

    /// <summary>Who or what asked for it.</summary>
    public required string Trigger { get; init; }

    /// <summary>What it replaces.</summary>
    public required RotationMode Mode { get; init; }

    /// <summary>The algorithm of the new key; null where the key stays.</summary>
    public string? KeyAlgorithm { get; init; }

    /// <summary>The label under which the nucleus finds its credential.</summary>
    public required string Label { get; init; }

    /// <summary>The latest state.</summary>
    public required RotationState State { get; init; }

    /// <summary>Whether it has come to its end.</summary>
    public required bool Ended { get; init; }

    /// <summary>The states that it has reached, in their order.</summary>
    public required IReadOnlyList<ReachedState> Steps { get; init; }

    /// <summary>The AWS IoT id of the certificate that it replaces; null where the journal does not name it yet.</summary>
    public string? PreviousCertificateId { get; init; }

    /// <summary>The AWS IoT id of the certificate that it brings; null before it is issued.</summary>
    public string? NewCertificateId { get; init; }

    /// <summary>What worked with the previous credential before it began, and so is asked for after the switch.</summary>
    public required IReadOnlyList<string> Baseline { get; init; }

    /// <summary>What comes next; null at its end.</summary>
    public string? Next { get; init; }

    /// <summary>What went wrong; null for nothing.</summary>
    public string? WentWrong { get; init; }

    /// <summary>What is still to be removed from the token and from the cloud.</summary>
    public required IReadOnlyList<string> Owed { get; init; }

    internal static RotationReport Of(Rotation rotation, IEnumerable<JournalRecord> records) =>
        new()
        {
            Name = rotation.Name,
            Trigger = rotation.Trigger,
            Mode = rotation.Mode,
            KeyAlgorithm = rotation.Mode == RotationMode.CertificateOnly ? null : rotation.KeyAlgorithm.ToText(),
            Label = rotation.Label,
            State = rotation.State,
            Ended = rotation.State.IsFinal(),
            Steps =
            [
                .. records
                    .Where(record => record.Rotation == rotation.Name)
                    // Of the notes of time that passes, there may be hundreds, the latest says all.
                    .Where(record => record.Soaked is null || record == rotation.Latest)
                    .Select(record => new ReachedState(
                        record.State,
                        record.Time,
                        RotationText.Happened(rotation, record)
                    )),
            ],
            PreviousCertificateId = RotationText.PreviousCertificate(rotation),
            NewCertificateId = RotationText.NewCertificate(rotation),
            Baseline = rotation.Baseline,
            Next = RotationText.Next(rotation),
            WentWrong = rotation.Reason,
            Owed = [.. RotationText.Owed(rotation)],
        };
}
