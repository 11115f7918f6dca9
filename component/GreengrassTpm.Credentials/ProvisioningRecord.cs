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

    /// <summary>The credential in files that the nucleus had before; null where it had none.</summary>
    public RecordedFiles? Former { get; init; }

    /// <summary>Whether the SO PIN is not on the device: it was taken off it, or somebody else has made the token.</summary>
    public bool SecurityOfficerPinIsElsewhere { get; init; }

    /// <summary>When a teardown began that has not come to its end; null where none has.</summary>
    public DateTimeOffset? TeardownBegan { get; init; }

    /// <summary>Whether token, key and certificate are somebody else's work, which was taken under management.</summary>
    [JsonIgnore]
    public bool IsAdopted => Token is { Adopted: true };

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
/// <param name="Adopted">
/// Whether somebody else has made it, with the recorded key and certificate, and it was taken under management as it was: teardown
/// leaves all three unless it is told to.
/// </param>
public sealed record RecordedToken(
    string Module,
    string Label,
    IReadOnlyList<string> PersistentHandlesBefore,
    bool Adopted = false
);

/// <summary>The key pair.</summary>
/// <param name="Label">CKA_LABEL of its objects.</param>
/// <param name="Id">CKA_ID of its objects in lower-case hexadecimal: 16 random bytes, unless somebody else has made the key.</param>
/// <param name="Algorithm">For example <c>ec-p256</c>.</param>
/// <param name="Digest">SHA-256 of the SubjectPublicKeyInfo in lower-case hexadecimal, once the key exists.</param>
public sealed record RecordedKey(string Label, string Id, string Algorithm, string? Digest = null);

/// <summary>The certificate.</summary>
/// <param name="Digest">SHA-256 of its DER in lower-case hexadecimal, which is also its AWS IoT certificate id.</param>
public sealed record RecordedCertificate(string Digest);

/// <summary>A credential in files, from which a nucleus was moved to the TPM. It is left as it is until somebody says otherwise.</summary>
/// <param name="PrivateKeyPath">The private key's file, as the nucleus' configuration has it.</param>
/// <param name="CertificatePath">The certificate's file, as the nucleus' configuration has it.</param>
/// <param name="CertificateId">SHA-256 of its DER in lower-case hexadecimal: its AWS IoT certificate id.</param>
/// <param name="Confirmed">When the nucleus was seen to use the new credential in its place; null before that.</param>
/// <param name="Given">When the nucleus was configured with the new credential; null before that.</param>
public sealed record RecordedFiles(
    string PrivateKeyPath,
    string CertificatePath,
    string CertificateId,
    DateTimeOffset? Confirmed = null,
    DateTimeOffset? Given = null
)
{
    /// <summary>Whether the nucleus was given the new credential; it may not have been started with it yet.</summary>
    [JsonIgnore]
    public bool IsGiven => (Given ?? Confirmed) is not null;
}

/// <summary>JSON of the record, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true
)]
[JsonSerializable(typeof(ProvisioningRecord))]
internal sealed partial class ProvisioningRecordJson : JsonSerializerContext;
