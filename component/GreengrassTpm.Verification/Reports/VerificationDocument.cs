using System.Text.Json.Serialization;

namespace GreengrassTpm.Verification;

/// <summary>A report as a document for programs; docs/verification-report.schema.json describes it. Holds no secret.</summary>
public sealed record VerificationDocument
{
    /// <summary>The version of the document's form that is written; a later one may have more members, never other meanings.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the document's form.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The version of the product that examined.</summary>
    public required string ProductVersion { get; init; }

    /// <summary>When, by the device's clock.</summary>
    public required DateTimeOffset ExaminedAt { get; init; }

    /// <summary><c>fit</c>, <c>fit-with-warnings</c>, <c>unfit</c> or <c>not-examined</c>.</summary>
    public required string Fitness { get; init; }

    /// <summary>The program's exit code: 0, 10, 2 or 3.</summary>
    public required int ExitCode { get; init; }

    /// <summary>What was examined.</summary>
    public required DocumentSubject Subject { get; init; }

    /// <summary>The credential; null where its certificate was not seen.</summary>
    public DocumentCredential? Credential { get; init; }

    /// <summary>The TPM; null where it was not seen.</summary>
    public DocumentChip? Chip { get; init; }

    /// <summary>Every check, in a fixed order.</summary>
    public required IReadOnlyList<DocumentCheck> Checks { get; init; }

    /// <summary>The rotations of the journal, the oldest first.</summary>
    public IReadOnlyList<DocumentRotation> Rotations { get; init; } = [];
}

/// <summary>What was examined.</summary>
/// <param name="ThingName">The AWS IoT thing; null where it is not known.</param>
/// <param name="TokenLabel">The token's label.</param>
/// <param name="KeyLabel">The label of key and certificate.</param>
/// <param name="Module">The PKCS#11 module.</param>
/// <param name="Store">The token's store; null for a module that has none.</param>
public sealed record DocumentSubject(
    string? ThingName,
    string TokenLabel,
    string KeyLabel,
    string Module,
    string? Store
);

/// <summary>The active credential.</summary>
/// <param name="CertificateId">SHA-256 of the certificate's DER in lower-case hexadecimal: its AWS IoT certificate id.</param>
/// <param name="Subject">The certificate's subject.</param>
/// <param name="Issuer">The certificate's issuer.</param>
/// <param name="NotBefore">Beginning of its validity.</param>
/// <param name="NotAfter">End of its validity.</param>
/// <param name="Key">The key's kind, for example <c>EC nistP256</c>.</param>
/// <param name="KeyDigest">SHA-256 of its SubjectPublicKeyInfo in lower-case hexadecimal.</param>
public sealed record DocumentCredential(
    string CertificateId,
    string Subject,
    string Issuer,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    string Key,
    string KeyDigest
);

/// <summary>The TPM.</summary>
/// <param name="Manufacturer">The manufacturer's id of the TCG registry.</param>
/// <param name="Vendor">The vendor's own words.</param>
/// <param name="Firmware">The firmware's version.</param>
/// <param name="Specification">Revision of the specification.</param>
/// <param name="FailuresCounted">Failures that the dictionary-attack protection counts now.</param>
/// <param name="FailuresAllowed">At this count the TPM locks out.</param>
/// <param name="PersistentHandles">Its persistent handles, for example <c>0x81000001</c>.</param>
public sealed record DocumentChip(
    string Manufacturer,
    string Vendor,
    string Firmware,
    string Specification,
    uint FailuresCounted,
    uint FailuresAllowed,
    IReadOnlyList<string> PersistentHandles
);

/// <summary>A check and what it found.</summary>
/// <param name="Id">The check's id.</param>
/// <param name="Title">What is as it should be.</param>
/// <param name="Essential">Whether a device that fails it is unfit.</param>
/// <param name="Verdict"><c>ok</c>, <c>warning</c>, <c>failed</c>, <c>skipped</c> or <c>error</c>.</param>
/// <param name="Evidence">What was seen.</param>
/// <param name="Advice">What to do; null where nothing is to be done.</param>
public sealed record DocumentCheck(
    string Id,
    string Title,
    bool Essential,
    string Verdict,
    string Evidence,
    string? Advice
);

/// <summary>A rotation of the journal.</summary>
/// <param name="Name">Its name in the journal.</param>
/// <param name="State">The latest state.</param>
/// <param name="Began">When it began.</param>
/// <param name="Reached">When the latest state was reached.</param>
/// <param name="SwitchedAt">When the new credential got the label; null before that.</param>
/// <param name="Trigger">Who or what asked for it.</param>
/// <param name="Reason">Why it ended as it did; null where nothing is to be said.</param>
public sealed record DocumentRotation(
    string Name,
    string State,
    DateTimeOffset Began,
    DateTimeOffset Reached,
    DateTimeOffset? SwitchedAt,
    string Trigger,
    string? Reason
);

/// <summary>JSON of the document, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true
)]
[JsonSerializable(typeof(VerificationDocument))]
public sealed partial class VerificationJson : JsonSerializerContext;
