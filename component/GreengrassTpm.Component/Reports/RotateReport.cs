using System.Text.Json.Serialization.Metadata;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>The result of <c>rotate</c>: a rotation that has come to its end.</summary>
public sealed record RotateReport : Report
{
    /// <summary>The rotation's own name.</summary>
    public required string Name { get; init; }

    /// <summary>The state in which it ended: Retired, Abandoned or RolledBack.</summary>
    public required RotationState State { get; init; }

    /// <summary>Whether this run went on with a rotation that it found under way.</summary>
    public required bool Resumed { get; init; }

    /// <summary>How it ended, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The AWS IoT id of the certificate that it was to replace; null where the journal does not name it.</summary>
    public string? PreviousCertificateId { get; init; }

    /// <summary>The AWS IoT id of the certificate that it brought; null where none was issued.</summary>
    public string? NewCertificateId { get; init; }

    /// <summary>What is left for somebody to do.</summary>
    public required IReadOnlyList<string> Debts { get; init; }

    /// <inheritdoc/>
    protected override ExitCode ExitCode =>
        State != RotationState.Retired ? ExitCode.Failed
        : Debts.Count > 0 ? ExitCode.Warnings
        : ExitCode.Done;

    /// <inheritdoc/>
    protected override JsonTypeInfo JsonType => ReportJson.Default.RotateReport;

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> Facts
    {
        get
        {
            yield return ("rotation", Resumed ? $"{Name}, taken up again" : Name);
            yield return ("outcome", $"{Word}: {Reason}");
            if (PreviousCertificateId is { } previous)
            {
                yield return ("previous certificate", previous);
            }

            if (NewCertificateId is { } fresh)
            {
                yield return ("new certificate", fresh);
            }

            foreach (string debt in Debts)
            {
                yield return ("left to do", debt);
            }
        }
    }

    private string Word =>
        State switch
        {
            RotationState.Retired => "done",
            RotationState.Abandoned => "abandoned",
            _ => "rolled back",
        };

    internal static RotateReport Of(Rotation rotation, string reason, bool resumed) =>
        new()
        {
            Name = rotation.Name,
            State = rotation.State,
            Resumed = resumed,
            Reason = reason,
            PreviousCertificateId = RotationText.PreviousCertificate(rotation),
            NewCertificateId = RotationText.NewCertificate(rotation),
            Debts = rotation.Debts,
        };
}
