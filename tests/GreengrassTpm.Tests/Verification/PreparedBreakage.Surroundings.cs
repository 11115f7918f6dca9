using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Verification;
using static GreengrassTpm.Tests.Verification.PreparedParts;

namespace GreengrassTpm.Tests.Verification;

/// <content>What is not as it should be around the token: nucleus, journal, network, registry.</content>
internal sealed partial record PreparedBreakage
{
    private static IReadOnlyList<PreparedBreakage> OfSurroundings { get; } =
    [
        new(
            "nucleus.configuration",
            "another label",
            Verdict.Failed,
            "restart",
            f => f with { Nucleus = N(f) with { KeyLabel = "old" } }
        ),
        new(
            "nucleus.configuration",
            "another slot",
            Verdict.Failed,
            "restart",
            f => f with { Nucleus = N(f) with { Slot = "7" } }
        ),
        new(
            "nucleus.configuration",
            "another library",
            Verdict.Failed,
            "restart",
            f => f with { Nucleus = N(f) with { Library = "/lib/other.so", UsesModule = false } }
        ),
        new(
            "nucleus.configuration",
            "another PIN",
            Verdict.Failed,
            "restart",
            f => f with { Nucleus = N(f) with { HasSamePin = false } }
        ),
        new(
            "nucleus.configuration",
            "lite, another id",
            Verdict.Failed,
            "restart",
            f => f with { Nucleus = N(f) with { Flavour = NucleusFlavour.Lite, KeyId = "ff" } }
        ),
        new(
            "nucleus.configuration",
            "no YAML",
            Verdict.Failed,
            "Repair",
            f => f with { Nucleus = N(f) with { Problem = "line 1 is not YAML" } }
        ),
        new(
            "nucleus.secret-manager",
            "an EC key",
            Verdict.Warning,
            "rsa-2048",
            f => f with { Nucleus = N(f) with { HasSecretManager = true } }
        ),
        new(
            "rotation.journal",
            "damaged",
            Verdict.Failed,
            "Keep",
            f => f with { Journal = J(f) with { Contents = J(f).Contents with { DamagedLines = [3] } } }
        ),
        new(
            "rotation.journal",
            "of later",
            Verdict.Warning,
            "later version",
            f => f with { Journal = J(f) with { Contents = J(f).Contents with { LaterVersionLines = [3] } } }
        ),
        new(
            "rotation.unfinished",
            "unfinished",
            Verdict.Warning,
            "recover",
            f => f with { Journal = PreparedDevice.Journal(RotationState.Planned, RotationState.KeyGenerated) }
        ),
        new(
            "rotation.activation",
            "pending",
            Verdict.Warning,
            "Restart",
            f => f with { Journal = PreparedDevice.Journal(RotationState.Switching, RotationState.Switched) }
        ),
        new(
            "rotation.rollbacks",
            "taken back",
            Verdict.Warning,
            "reason",
            f => f with { Journal = PreparedDevice.Journal(RotationState.RollingBack, RotationState.RolledBack) }
        ),
        Tls("tls.data", MutualTlsVerdict.ClientCertificateRefused, Verdict.Failed, "active and attached"),
        Tls("tls.data", MutualTlsVerdict.NetworkFailure, Verdict.Error, "proxy"),
        Tls("tls.data", MutualTlsVerdict.NameMismatch, Verdict.Failed, "own name"),
        Tls("tls.data", MutualTlsVerdict.SigningFailed, Verdict.Failed, "resource manager"),
        new(
            "tls.credentials",
            "distrusted",
            Verdict.Failed,
            "AmazonRootCA1",
            f => f with { CredentialsEndpoint = PreparedDevice.Endpoint(MutualTlsVerdict.UntrustedChain) }
        ),
        new(
            "clock.offset",
            "an hour late",
            Verdict.Failed,
            "time service",
            f => f with { DataEndpoint = PreparedDevice.Endpoint(clockAhead: TimeSpan.FromHours(-1)) }
        ),
        new(
            "clock.offset",
            "a minute early",
            Verdict.Warning,
            "time service",
            f => f with { DataEndpoint = PreparedDevice.Endpoint(clockAhead: TimeSpan.FromMinutes(1)) }
        ),
        new(
            "registry.certificate",
            "inactive",
            Verdict.Failed,
            "update-certificate",
            f => f with { Registry = new RegistryFacts("INACTIVE", ["thing-1"]) }
        ),
        new(
            "registry.certificate",
            "detached",
            Verdict.Failed,
            "attach-thing-principal",
            f => f with { Registry = new RegistryFacts("ACTIVE", []) }
        ),
        new(
            "registry.certificate",
            "elsewhere",
            Verdict.Failed,
            "attach-thing-principal",
            f => f with { Registry = new RegistryFacts("ACTIVE", ["other"]) }
        ),
        new(
            "registry.exclusive",
            "two things",
            Verdict.Warning,
            "of its own",
            f => f with { Registry = new RegistryFacts("ACTIVE", ["thing-1", "other"]) }
        ),
        new(
            "registry.exclusive",
            "not exclusive",
            Verdict.Warning,
            "EXCLUSIVE_THING",
            f => f with { Registry = new RegistryFacts("ACTIVE", ["thing-1"], false) }
        ),
    ];
}
