using System.Text.Json.Serialization.Metadata;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>The result of <c>provision</c>.</summary>
public sealed record ProvisionReport : Report
{
    /// <summary>How it ended.</summary>
    public required ProvisionOutcome Outcome { get; init; }

    /// <summary>Whether this run changed anything on the device.</summary>
    public required bool Changed { get; init; }

    /// <summary>The steps in order.</summary>
    public required IReadOnlyList<StepReport> Steps { get; init; }

    /// <summary>The AWS IoT thing.</summary>
    public required string ThingName { get; init; }

    /// <summary>The private key's URI (RFC 7512), without any PIN; null before there is a key.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>The certificate's URI; null before there is one.</summary>
    public string? Certificate { get; init; }

    /// <summary>SHA-256 of the key's SubjectPublicKeyInfo, in hexadecimal.</summary>
    public string? PublicKeyDigest { get; init; }

    /// <summary>The AWS IoT certificate id: SHA-256 of the DER, in hexadecimal.</summary>
    public string? CertificateId { get; init; }

    /// <summary>The certificate request's file, if one was asked for.</summary>
    public string? CertificateRequest { get; init; }

    /// <summary>The nucleus' configuration files.</summary>
    public IReadOnlyList<string> NucleusFiles { get; init; } = [];

    /// <summary>What the examination at the end found; null when there was none.</summary>
    public ExaminationReport? Examination { get; init; }

    /// <summary>What the operator does next.</summary>
    public IReadOnlyList<string> Next { get; init; } = [];

    /// <inheritdoc/>
    protected override ExitCode ExitCode => Examination?.ExitCode ?? ExitCode.Done;

    /// <inheritdoc/>
    protected override JsonTypeInfo JsonType => ReportJson.Default.ProvisionReport;

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, string Value)> Facts
    {
        get
        {
            yield return ("thing", ThingName);
            yield return ("outcome", OutcomeText);
            IEnumerable<(string Name, string? Value)> optional =
            [
                ("private key", PrivateKey),
                ("certificate", Certificate),
                ("certificate id", CertificateId),
                ("certificate request", CertificateRequest),
                .. NucleusFiles.Select(file => ("nucleus configuration", (string?)file)),
                .. (Examination?.Facts ?? []).Select(fact => (fact.Name, (string?)fact.Value)),
                .. Next.Select(next => ("next", (string?)next)),
            ];
            foreach ((string name, string? value) in optional)
            {
                if (value is not null)
                {
                    yield return (name, value);
                }
            }
        }
    }

    private string OutcomeText =>
        Outcome switch
        {
            ProvisionOutcome.Planned => "dry run, nothing was changed",
            ProvisionOutcome.AwaitingCertificate when Changed => "ready for its certificate",
            ProvisionOutcome.AwaitingCertificate => "ready for its certificate, nothing to do",
            ProvisionOutcome.Provisioned when Changed => "provisioned",
            _ => "provisioned already, nothing to do",
        };
}
