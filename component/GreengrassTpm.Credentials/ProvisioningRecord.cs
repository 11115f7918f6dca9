using System.Text.Json.Serialization;

namespace GreengrassTpm.Credentials;

/// <summary>
/// What provisioning has done or was about to do: each part is written before its effect, so that what a killed run left behind
/// is recognised as ours. Holds no secret.
/// </summary>
public sealed record ProvisioningRecord
{
    /// <summary>The version of this document that this program writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The document's version.</summary>
    [JsonRequired]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The AWS IoT thing that this device is.</summary>
    [JsonRequired]
    public required string ThingName { get; init; }

    /// <summary>When provisioning began.</summary>
    [JsonRequired]
    public required DateTimeOffset Began { get; init; }

    /// <summary>The folder that holds the token.</summary>
    [JsonRequired]
    public required RecordedStore Store { get; init; }

    /// <summary>The token, once its creation was about to begin.</summary>
    public RecordedToken? Token { get; init; }

    /// <summary>The key pair, once its generation was about to begin.</summary>
    public RecordedKey? Key { get; init; }

    /// <summary>The certificate, once its storage was about to begin.</summary>
    public RecordedCertificate? Certificate { get; init; }

    /// <summary>What the nucleus' configuration is made of.</summary>
    public RecordedNucleus? Nucleus { get; init; }

    /// <summary>What was done or begun in AWS IoT; null when that is done elsewhere.</summary>
    public RecordedCloud? Cloud { get; init; }

    /// <summary>Whether the SO PIN was taken off the device.</summary>
    public bool SecurityOfficerPinIsElsewhere { get; init; }

    /// <summary>When a teardown began that has not come to its end; null where none has.</summary>
    public DateTimeOffset? TeardownBegan { get; init; }

    /// <summary>Files for the nucleus and its services, once their writing was about to begin.</summary>
    public IReadOnlyList<string> NucleusFiles { get; init; } = [];
}

/// <summary>The folder that holds the token.</summary>
/// <param name="Folder">Its absolute path (TPM2_PKCS11_STORE).</param>
/// <param name="Created">Whether provisioning created it; only then may teardown delete it.</param>
public sealed record RecordedStore(string Folder, bool Created);

/// <summary>The token.</summary>
/// <param name="Module">The PKCS#11 module's path.</param>
/// <param name="Label">Its label.</param>
/// <param name="PersistentHandlesBefore">The TPM's persistent handles before it was created (<c>0x81000001</c>): others are ours.</param>
public sealed record RecordedToken(string Module, string Label, IReadOnlyList<string> PersistentHandlesBefore);

/// <summary>The key pair.</summary>
/// <param name="Label">CKA_LABEL of its objects.</param>
/// <param name="Id">CKA_ID of its objects: 16 random bytes, lower-case hexadecimal.</param>
/// <param name="Algorithm">For example <c>ec-p256</c>.</param>
/// <param name="Digest">SHA-256 of the SubjectPublicKeyInfo in lower-case hexadecimal, once the key exists.</param>
public sealed record RecordedKey(string Label, string Id, string Algorithm, string? Digest = null);

/// <summary>The certificate.</summary>
/// <param name="Digest">SHA-256 of its DER in lower-case hexadecimal, which is also its AWS IoT certificate id.</param>
public sealed record RecordedCertificate(string Digest);

/// <summary>JSON of the record, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true
)]
[JsonSerializable(typeof(ProvisioningRecord))]
internal sealed partial class ProvisioningRecordJson : JsonSerializerContext;
