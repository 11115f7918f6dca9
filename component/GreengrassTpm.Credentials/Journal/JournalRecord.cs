using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>
/// One line of the journal: a rotation has reached a state, with what later steps and a recovery must know. Never a secret.
/// What a later record leaves out holds as an earlier record of the same rotation said it.
/// </summary>
/// <remarks>
/// <c>Rotation</c>, <c>State</c>, <c>Time</c> and <c>Objects</c> of the states Switching, Switched and RollingBack are frozen:
/// every version of the product reads them as the first one wrote them.
/// </remarks>
public sealed record JournalRecord
{
    /// <summary>The rotation's own name: 32 hexadecimal digits.</summary>
    public required string Rotation { get; init; }

    /// <summary>The state that is reached with this record.</summary>
    public required RotationState State { get; init; }

    /// <summary>When, by the device's clock, which may have been wrong.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Which boot of the device this was (/proc/sys/kernel/random/boot_id).</summary>
    public string? Boot { get; init; }

    /// <summary>Seconds since that boot, on a clock that nobody sets.</summary>
    public double? Uptime { get; init; }

    /// <summary>Who or what asked for the rotation, for example <c>schedule</c>, <c>request:2026-11</c>, <c>command</c>.</summary>
    public string? Trigger { get; init; }

    /// <summary>Whether a new key is made.</summary>
    public RotationMode? Mode { get; init; }

    /// <summary>The algorithm of the new key.</summary>
    public KeyAlgorithm? KeyAlgorithm { get; init; }

    /// <summary>The objects of the rotation, as far as they are known in this state.</summary>
    public IReadOnlyList<RotationObject>? Objects { get; init; }

    /// <summary>The active label, by which the nucleus finds its credential; set with Planned.</summary>
    public string? Label { get; init; }

    /// <summary>The CKA_ID chosen for the staged objects, before any exists; set with Planned.</summary>
    public string? StagedId { get; init; }

    /// <summary>The new certificate, as PEM; set with CertificateIssued.</summary>
    public string? CertificatePem { get; init; }

    /// <summary>What worked with the previous credential before the rotation, and so is asked for after it.</summary>
    public IReadOnlyList<string>? Baseline { get; init; }

    /// <summary>How often the issuer has been asked, this time included; on record before it is asked.</summary>
    public int? Requests { get; init; }

    /// <summary>
    /// How many of these requests are settled without a certificate for the new key: they did not arrive, were refused, or
    /// were answered with a certificate of no use, which is a debt of its own.
    /// </summary>
    public int? Settled { get; init; }

    /// <summary>What the staged credential has proved, in words; set with Proved.</summary>
    public IReadOnlyList<string>? Proofs { get; init; }

    /// <summary>
    /// Whether the labels on the token have just been changed, or a new start is wanted for another reason: whoever uses the
    /// credential and started before this moment has to start again.
    /// </summary>
    public bool? Activate { get; init; }

    /// <summary>How often a start was wanted though the labels had not changed.</summary>
    public int? Restarts { get; init; }

    /// <summary>
    /// How many seconds both certificates had been valid while the device was on, up to this record; noted with Confirmed, so
    /// that a device that is never on for long comes to the end of it all the same.
    /// </summary>
    public double? Soaked { get; init; }

    /// <summary>Whether the certificate that this state gives up is given up in the cloud: its key is needed no more.</summary>
    public bool? GivenUp { get; init; }

    /// <summary>Why the rotation was abandoned or rolled back; no full stop.</summary>
    public string? Reason { get; init; }

    /// <summary>What is left for somebody to do, for example a certificate that this device cannot delete; no full stop.</summary>
    public string? Debt { get; init; }
}
