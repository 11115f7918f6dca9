using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>The result of <c>status</c>: what the journal says of the device's rotations.</summary>
public sealed record StatusReport : Report
{
    /// <summary>The journal's file.</summary>
    public required string Journal { get; init; }

    /// <summary>How many records it holds that could be read.</summary>
    public required int Records { get; init; }

    /// <summary>The numbers, from 1, of its lines that do not match their checksum.</summary>
    public required IReadOnlyList<int> DamagedLines { get; init; }

    /// <summary>The numbers of its lines that a later version of the product wrote and this one cannot read.</summary>
    public required IReadOnlyList<int> LaterVersionLines { get; init; }

    /// <summary>How the rotations stand.</summary>
    public required RotationStanding Standing { get; init; }

    /// <summary>When the credential in use got its label; null where no rotation brought it there.</summary>
    public DateTimeOffset? ActiveSince { get; init; }

    /// <summary>How many rotations came to their end.</summary>
    public required int Retired { get; init; }

    /// <summary>How many were abandoned before the switch.</summary>
    public required int Abandoned { get; init; }

    /// <summary>How many were rolled back after it.</summary>
    public required int RolledBack { get; init; }

    /// <summary>How many of the latest in a row were rolled back.</summary>
    public required int RollbacksInARow { get; init; }

    /// <summary>The latest rotation; null where there was none.</summary>
    public RotationReport? Rotation { get; init; }

    /// <inheritdoc/>
    protected override ExitCode ExitCode =>
        Standing == RotationStanding.Stopped || DamagedLines.Count + LaterVersionLines.Count > 0
            ? ExitCode.Warnings
            : ExitCode.Done;

    /// <inheritdoc/>
    protected override JsonTypeInfo JsonType => ReportJson.Default.StatusReport;

    /// <inheritdoc/>
    protected override ReportTable? Table =>
        Rotation is null
            ? null
            : new ReportTable(
                ["time", "state", "what has happened"],
                [.. Rotation.Steps.Select(step => step.ToRow())],
                $"rotation {Rotation.Name}, asked for by {Rotation.Trigger}"
            );

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> Facts
    {
        get
        {
            yield return ("rotation", StandingText);
            if (Rotation?.Next is { } next)
            {
                yield return ("next", next);
            }

            if (Rotation?.WentWrong is { } wrong)
            {
                yield return ("went wrong", wrong);
            }

            foreach (string owed in Rotation?.Owed ?? [])
            {
                yield return ("owed", owed);
            }

            if (ActiveSince is { } since)
            {
                yield return ("credential in use since", ReportTime.Of(since));
            }

            yield return ("so far", $"{Retired} completed, {Abandoned} abandoned, {RolledBack} rolled back");
            foreach (var fact in JournalFacts)
            {
                yield return fact;
            }
        }
    }

    private string StandingText =>
        Standing switch
        {
            RotationStanding.None => "there has been none",
            RotationStanding.UnderWay => "not at its end; 'greengrass-tpm rotate' goes on with it",
            RotationStanding.Stopped =>
                $"stopped after {RollbacksInARow} rollbacks in a row; find the cause, then 'greengrass-tpm rotate --force'",
            _ => "none is under way",
        };

    private IEnumerable<(string Name, string Value)> JournalFacts
    {
        get
        {
            yield return ("journal", $"{Journal}, {Records} records");
            if (DamagedLines.Count > 0)
            {
                yield return (
                    "damaged lines",
                    $"{Numbers(DamagedLines)}: nothing is destroyed on this journal's word; what to do is in JOURNAL.md, recovery by hand"
                );
            }

            if (LaterVersionLines.Count > 0)
            {
                yield return (
                    "lines of a later version",
                    $"{Numbers(LaterVersionLines)}: use the version of this program that wrote them"
                );
            }
        }
    }

    internal static StatusReport Of(string path, Journal journal)
    {
        RotationHistory history = journal.History;
        return new StatusReport
        {
            Journal = path,
            Records = journal.Records.Count,
            DamagedLines = journal.Contents.DamagedLines,
            LaterVersionLines = journal.Contents.LaterVersionLines,
            Standing = RotationStandings.Of(history, new RenewalPolicy().RollbackLimit),
            ActiveSince = history.ActiveSince,
            Retired = Count(history, RotationState.Retired),
            Abandoned = Count(history, RotationState.Abandoned),
            RolledBack = Count(history, RotationState.RolledBack),
            RollbacksInARow = history.RollbacksInARow,
            Rotation = (history.Unfinished ?? (history.Rotations is [.., var last] ? last : null)) is { } latest
                ? RotationReport.Of(latest, journal.Records)
                : null,
        };
    }

    private static int Count(RotationHistory history, RotationState state) =>
        history.Rotations.Count(rotation => rotation.State == state);

    private static string Numbers(IEnumerable<int> lines) =>
        string.Join(", ", lines.Select(line => line.ToString(CultureInfo.InvariantCulture)));
}
