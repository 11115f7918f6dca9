using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>All that was seen of a device. Holds no secret: no PIN, no private key, no temporary credential.</summary>
public sealed record DeviceFacts
{
    private static readonly Finding NotAsked = Finding.Skipped("It was not asked for.");

    /// <summary>When the device was examined, by its own clock.</summary>
    public required DateTimeOffset ExaminedAt { get; init; }

    /// <summary>What was examined.</summary>
    public required VerificationSubject Subject { get; init; }

    /// <summary>The token's store as files.</summary>
    public Fact<StoreFacts> Store { get; init; } = NotAsked;

    /// <summary>The TPM.</summary>
    public Fact<ChipFacts> Chip { get; init; } = NotAsked;

    /// <summary>The PKCS#11 module and its tokens.</summary>
    public Fact<ModuleFacts> Module { get; init; } = NotAsked;

    /// <summary>What came of the one login.</summary>
    public Fact<LoginFacts> Login { get; init; } = NotAsked;

    /// <summary>Keys and certificates on the token.</summary>
    public Fact<ObjectFacts> Objects { get; init; } = NotAsked;

    /// <summary>How the active private key is kept, as the module says.</summary>
    public Fact<KeyProtection> Protection { get; init; } = NotAsked;

    /// <summary>What the chip itself says of the active private key.</summary>
    public Fact<ChipKeyFacts> ChipKey { get; init; } = NotAsked;

    /// <summary>A signature that the active private key made for this examination.</summary>
    public Fact<SignatureFacts> Signature { get; init; } = NotAsked;

    /// <summary>What may be said of the user PIN.</summary>
    public Fact<PinFacts> Pin { get; init; } = NotAsked;

    /// <summary>What the nucleus' configuration says about its credential.</summary>
    public Fact<NucleusFacts> Nucleus { get; init; } = NotAsked;

    /// <summary>What systemd tells the nucleus' services.</summary>
    public Fact<ServiceFacts> Services { get; init; } = NotAsked;

    /// <summary>The journal of rotations.</summary>
    public Fact<JournalFacts> Journal { get; init; } = NotAsked;

    /// <summary>What AWS IoT's registry says of the certificate.</summary>
    public Fact<RegistryFacts> Registry { get; init; } = NotAsked;

    /// <summary>The connection to the data endpoint.</summary>
    public Fact<EndpointFacts> DataEndpoint { get; init; } = NotAsked;

    /// <summary>The connection to the credentials endpoint.</summary>
    public Fact<EndpointFacts> CredentialsEndpoint { get; init; } = NotAsked;
}
