using System.Text.Json.Serialization;

namespace GreengrassTpm.Bootstrap;

/// <summary>How far a step is.</summary>
public enum StepState
{
    /// <summary>Nothing was to be done: its effect is there.</summary>
    Already,

    /// <summary>It has just been done.</summary>
    Done,

    /// <summary>It would be done (dry run).</summary>
    Planned,
}

/// <summary>One step of provisioning.</summary>
/// <param name="Id">Its name for programs.</param>
/// <param name="Title">What it does, for people.</param>
/// <param name="State">How far it is.</param>
/// <param name="Detail">On what, and what was found or made.</param>
public sealed record StepReport(string Id, string Title, StepState State, string Detail);

/// <summary>How a run of <c>provision</c> ended.</summary>
public enum ProvisionOutcome
{
    /// <summary>Dry run: nothing was changed.</summary>
    Planned,

    /// <summary>Key and certificate request are there; the certificate is missing.</summary>
    AwaitingCertificate,

    /// <summary>The credential is complete.</summary>
    Provisioned,
}

/// <summary>The result of <c>provision</c>.</summary>
public sealed record ProvisionReport
{
    /// <summary>The version of this document's form.</summary>
    [JsonPropertyOrder(-1)]
    public int Version { get; init; } = 1;

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

    /// <summary>What the operator does next.</summary>
    public IReadOnlyList<string> Next { get; init; } = [];
}

/// <summary>The result of <c>handles</c>.</summary>
public sealed record HandlesReport
{
    /// <summary>The version of this document's form.</summary>
    [JsonPropertyOrder(-1)]
    public int Version { get; init; } = 1;

    /// <summary>Persistent handles in use.</summary>
    public required IReadOnlyList<HandleReport> Handles { get; init; }

    /// <summary>How many more the chip says it can hold at least (TPM_PT_HR_PERSISTENT_AVAIL).</summary>
    public required uint Free { get; init; }

    /// <summary>How many persistent handles the chip is made for at least (TPM_PT_HR_PERSISTENT_MIN).</summary>
    public required uint Guaranteed { get; init; }
}

/// <summary>One persistent handle.</summary>
/// <param name="Handle">Its number, <c>0x81000001</c>.</param>
/// <param name="Type">The object's kind, for example <c>RSA 2048</c>.</param>
/// <param name="Attributes">The names of its TPMA_OBJECT bits.</param>
/// <param name="Known">What it usually is or who made it; null if unknown.</param>
public sealed record HandleReport(string Handle, string Type, IReadOnlyList<string> Attributes, string? Known);

/// <summary>The result of <c>connect</c>.</summary>
/// <param name="Host">The server's name.</param>
/// <param name="Port">Its port.</param>
/// <param name="Protocol">The TLS version agreed.</param>
/// <param name="Cipher">The cipher suite agreed.</param>
/// <param name="ServerSubject">The subject of the server's certificate.</param>
/// <param name="CertificateId">The certificate shown: SHA-256 of its DER, in hexadecimal.</param>
public sealed record ConnectReport(
    string Host,
    int Port,
    string Protocol,
    string Cipher,
    string ServerSubject,
    string CertificateId
)
{
    /// <summary>The version of this document's form.</summary>
    [JsonPropertyOrder(-1)]
    public int Version { get; init; } = 1;
}

/// <summary>An error, for programs.</summary>
/// <param name="Error">What was tried, on what, what came back.</param>
/// <param name="Hint">What to do.</param>
/// <param name="ExitCode">The program's exit code.</param>
public sealed record ErrorReport(string Error, string? Hint, int ExitCode)
{
    /// <summary>The version of this document's form.</summary>
    [JsonPropertyOrder(-1)]
    public int Version { get; init; } = 1;
}

/// <summary>JSON of the reports, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true
)]
[JsonSerializable(typeof(ProvisionReport))]
[JsonSerializable(typeof(HandlesReport))]
[JsonSerializable(typeof(ConnectReport))]
[JsonSerializable(typeof(ErrorReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
