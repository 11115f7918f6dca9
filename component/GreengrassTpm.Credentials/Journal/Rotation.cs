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

    /// <summary>How often the issuer was asked.</summary>
    public int Requests { get; init; }

    /// <summary>How many of the requests are settled without a certificate for the new key.</summary>
    public int Settled { get; init; }

    /// <summary>How many requests have had no answer: each may have made a certificate that nobody knows of.</summary>
    public int RequestsInDoubt => Requests - Settled - (CertificatePem is null ? 0 : 1);

    /// <summary>How often a start of the nucleus was wanted beyond the one that the switch needs.</summary>
    public int Restarts { get; init; }

    /// <summary>Whoever uses the credential and started before this moment has to start again; null where nobody has to.</summary>
    public BootTime? ToActivateAt { get; init; }

    /// <summary>Whether the labels were exchanged in the latest state already, as its records say.</summary>
    public bool ActivationRequestedInState { get; init; }

    /// <summary>How long both certificates had been valid while the device was on, up to <see cref="ReachedAt"/>, as far as it was noted.</summary>
    public TimeSpan Soaked { get; init; }

    /// <summary>Whether the certificate that the latest state gives up is given up in the cloud.</summary>
    public bool GivenUp { get; init; }

    /// <summary>Why it ended as it did; null where nothing is to be said.</summary>
    public string? Reason { get; init; }

    /// <summary>What is left for somebody to do.</summary>
    public IReadOnlyList<string> Debts { get; init; } = [];

    /// <summary>When the latest record was written, on the clock that nobody sets.</summary>
    public BootTime ReachedAt => MomentOf(Latest);

    /// <summary>The new certificate with its places.</summary>
    /// <exception cref="InvalidOperationException">It is not known yet.</exception>
    public RotationObject StagedCertificate => CertificateIn(RotationRole.Staged);

    /// <summary>The identity of a credential's certificate.</summary>
    /// <param name="role">Which credential.</param>
    /// <returns>The certificate.</returns>
    /// <exception cref="InvalidOperationException">It is not known yet.</exception>
    public ObjectIdentity CertificateOf(RotationRole role) => CertificateIn(role).Identity;

    /// <summary>A credential as the ports are told of it.</summary>
    /// <param name="role">Which credential.</param>
    /// <param name="direction">How the token stands: switched (forward), or as before the switch and after a rollback (back).</param>
    /// <returns>The credential.</returns>
    /// <exception cref="InvalidOperationException">Its certificate is not known yet.</exception>
    public CredentialReference CredentialOf(RotationRole role, SwitchDirection direction)
    {
        var certificate = CertificateIn(role);
        var place = direction == SwitchDirection.Forward ? certificate.After : certificate.Before;
        return new CredentialReference(place.Label, certificate.Digest);
    }

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
            Reached = record.State == rotation.State ? rotation.Reached : record.Time,
            SwitchedAt = rotation.SwitchedAt ?? (record.State == RotationState.Switched ? record.Time : null),
            Latest = record,
            Trigger = record.Trigger ?? rotation.Trigger,
            Mode = record.Mode ?? rotation.Mode,
            KeyAlgorithm = record.KeyAlgorithm ?? rotation.KeyAlgorithm,
            Label = record.Label ?? (rotation.Label.Length > 0 ? rotation.Label : LabelIn(record)),
            StagedId = record.StagedId ?? rotation.StagedId,
            Objects = record.Objects ?? rotation.Objects,
            CertificatePem = record.CertificatePem ?? rotation.CertificatePem,
            Baseline = record.Baseline ?? rotation.Baseline,
            Requests = record.Requests ?? rotation.Requests,
            Settled = record.Settled ?? rotation.Settled,
            Restarts = record.Restarts ?? rotation.Restarts,
            ToActivateAt = record.Activate == true ? MomentOf(record) : rotation.ToActivateAt,
            ActivationRequestedInState =
                record.Activate == true || (record.State == rotation.State && rotation.ActivationRequestedInState),
            Soaked = record.Soaked is { } soaked ? TimeSpan.FromSeconds(soaked) : rotation.Soaked,
            GivenUp = record.GivenUp ?? (record.State == rotation.State && rotation.GivenUp),
            Reason = record.Reason ?? rotation.Reason,
            Debts = record.Debt is { } debt ? [.. rotation.Debts, debt] : rotation.Debts,
        };

    // A journal of a later version may say it in the objects' places only, which are frozen.
    private static string LabelIn(JournalRecord record) =>
        record.Objects?.FirstOrDefault(listed => listed.Role == RotationRole.Previous)?.Before.Label ?? "";

    private RotationObject CertificateIn(RotationRole role) =>
        Objects.FirstOrDefault(listed => listed.Role == role && listed.Class == TokenObjectClass.Certificate)
        ?? throw new InvalidOperationException($"the {role} certificate of rotation {Name} is not known yet");

    // A record without a moment was written by hand or by a later version: it counts as written at the start of an unknown boot.
    private static BootTime MomentOf(JournalRecord record) =>
        new(record.Boot ?? "", TimeSpan.FromSeconds(record.Uptime ?? 0));
}
