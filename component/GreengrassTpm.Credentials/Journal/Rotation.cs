using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>A rotation as its records tell it together.</summary>
public sealed record Rotation
{
    /// <summary>The rotation's own name.</summary>
    public required string Name { get; init; }

    /// <summary>The latest state.</summary>
    public required RotationState State { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>When the latest state was reached.</summary>
    public required DateTimeOffset Reached { get; init; }

    /// <summary>When the new credential got the active label; null before that.</summary>
    public DateTimeOffset? SwitchedAt { get; init; }

    /// <summary>The latest record, which carries the boot and the uptime of its moment.</summary>
    public required JournalRecord Latest { get; init; }

    /// <summary>Who or what asked for it.</summary>
    public string Trigger { get; init; } = "";

    /// <summary>What it replaces.</summary>
    public RotationMode Mode { get; init; }

    /// <summary>The algorithm of the new key.</summary>
    public KeyAlgorithm KeyAlgorithm { get; init; }

    /// <summary>The active label.</summary>
    public string Label { get; init; } = "";

    /// <summary>The CKA_ID of the staged objects, in lower-case hexadecimal.</summary>
    public string StagedId { get; init; } = "";

    /// <summary>The objects that it may touch.</summary>
    public IReadOnlyList<RotationObject> Objects { get; init; } = [];

    /// <summary>The new certificate, as PEM; null before it is issued.</summary>
    public string? CertificatePem { get; init; }

    /// <summary>What worked with the previous credential.</summary>
    public IReadOnlyList<string> Baseline { get; init; } = [];

    /// <summary>Why it ended as it did, or what is left to do; null where nothing is to be said.</summary>
    public string? Reason { get; init; }

    /// <summary>Tells all rotations of a journal, in the order in which they began.</summary>
    /// <param name="records">The journal's records in their order.</param>
    /// <returns>One rotation for each name.</returns>
    public static IReadOnlyList<Rotation> Tell(IEnumerable<JournalRecord> records) =>
        [
            .. records
                .GroupBy(record => record.Rotation)
                .Select(group => group.Skip(1).Aggregate(Begin(group.First()), Go)),
        ];

    private static Rotation Begin(JournalRecord record) =>
        Go(
            new Rotation
            {
                Name = record.Rotation,
                State = record.State,
                Began = record.Time,
                Reached = record.Time,
                Latest = record,
            },
            record
        );

    private static Rotation Go(Rotation rotation, JournalRecord record) =>
        rotation with
        {
            State = record.State,
            Reached = record.Time,
            SwitchedAt = record.State == RotationState.Switched ? record.Time : rotation.SwitchedAt,
            Latest = record,
            Trigger = record.Trigger ?? rotation.Trigger,
            Mode = record.Mode ?? rotation.Mode,
            KeyAlgorithm = record.KeyAlgorithm ?? rotation.KeyAlgorithm,
            Label = record.Label ?? rotation.Label,
            StagedId = record.StagedId ?? rotation.StagedId,
            Objects = record.Objects ?? rotation.Objects,
            CertificatePem = record.CertificatePem ?? rotation.CertificatePem,
            Baseline = record.Baseline ?? rotation.Baseline,
            Reason = record.Reason ?? rotation.Reason,
        };
}
