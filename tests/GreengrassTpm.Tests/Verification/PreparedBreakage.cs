using System.Security.Cryptography;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Tpm;
using GreengrassTpm.Verification;
using static GreengrassTpm.Tests.Verification.PreparedParts;

namespace GreengrassTpm.Tests.Verification;

/// <summary>A fact that is not as it should be, and what a check has to say of it.</summary>
internal sealed record PreparedBreakage(
    string Check,
    string What,
    Verdict Verdict,
    string Says,
    Func<DeviceFacts, DeviceFacts> Break
)
{
    /// <summary>At least one for each check.</summary>
    public static IReadOnlyList<PreparedBreakage> All { get; } =
    [
        new(
            "store.exists",
            "no store",
            Verdict.Failed,
            "provision",
            f => f with { Store = S(f) with { Problem = "there is none" } }
        ),
        new(
            "store.exists",
            "an old store",
            Verdict.Warning,
            "copy",
            f => f with { Store = S(f) with { WouldMigrate = true } }
        ),
        new(
            "store.access",
            "all may write",
            Verdict.Failed,
            "chmod",
            f => f with { Store = S(f) with { Files = [File("666")] } }
        ),
        new(
            "store.access",
            "all may read",
            Verdict.Warning,
            "chmod",
            f => f with { Store = S(f) with { Files = [File("664")] } }
        ),
        new("store.nucleus", "another store", Verdict.Failed, "drop-in", f => f with { Services = Unit("/other") }),
        new("store.nucleus", "no variable", Verdict.Failed, "drop-in", f => f with { Services = Unit(null) }),
        new(
            "module.loads",
            "no module",
            Verdict.Failed,
            "install",
            f => f with { Module = new ModuleFacts(null, "It is missing.") }
        ),
        new("token.found", "no token", Verdict.Failed, "label", f => f with { Module = Tokens(f, []) }),
        new(
            "token.found",
            "two tokens",
            Verdict.Failed,
            "label",
            f => f with { Module = Tokens(f, [T(f), T(f) with { Slot = 2 }]) }
        ),
        new(
            "token.slot",
            "another slot",
            Verdict.Failed,
            "to 5",
            f => f with { Module = Tokens(f, [T(f) with { Slot = 5 }]) }
        ),
        new(
            "chip.lockout",
            "locked",
            Verdict.Failed,
            "Wait",
            f => f with { Chip = PreparedDevice.Chip((TpmProperty.LockoutCounter, 32)) }
        ),
        new(
            "chip.lockout",
            "a small limit",
            Verdict.Warning,
            "Raise",
            f => f with { Chip = PreparedDevice.Chip((TpmProperty.MaxAuthFail, 3)) }
        ),
        new(
            "chip.lockout",
            "one try left",
            Verdict.Warning,
            "Wait",
            f => f with { Chip = PreparedDevice.Chip((TpmProperty.LockoutCounter, 31)) }
        ),
        new(
            "token.login",
            "refused",
            Verdict.Failed,
            "Do not try",
            f => f with { Login = new LoginFacts(LoginOutcome.Refused, "No.") }
        ),
        new(
            "token.login",
            "locked",
            Verdict.Failed,
            "Wait",
            f => f with { Login = new LoginFacts(LoginOutcome.Locked, "No.") }
        ),
        new(
            "token.login",
            "no PIN",
            Verdict.Failed,
            "provision",
            f => f with { Login = new LoginFacts(LoginOutcome.NoUserPin, "No.") }
        ),
        new(
            "token.objects",
            "two keys",
            Verdict.Failed,
            "another label",
            f => f with { Objects = f.Objects(one => one.Class == TokenObjectClass.PrivateKey ? [one, one] : [one]) }
        ),
        new(
            "token.objects",
            "two ids",
            Verdict.Failed,
            "another label",
            f =>
                f with
                {
                    Objects = f.Objects(one =>
                        [one.Class == TokenObjectClass.Certificate ? one with { Id = new byte[] { 9 } } : one]
                    ),
                }
        ),
        new(
            "token.objects",
            "a shared id",
            Verdict.Failed,
            "another label",
            f => f with { Objects = f.Objects(one => [one, one with { Label = "other" }]) }
        ),
        new(
            "key.attributes",
            "extractable",
            Verdict.Failed,
            "Rotate",
            f => f with { Protection = new KeyProtection(true, true, true, false, true) }
        ),
        new(
            "key.attributes",
            "unsaid",
            Verdict.Warning,
            "module",
            f => f with { Protection = new KeyProtection(true, null, false, true, true) }
        ),
        new(
            "key.origin",
            "not loaded",
            Verdict.Failed,
            "another TPM",
            f => f with { ChipKey = K(f) with { Loaded = null, Refusal = "TPM_RC_INTEGRITY" } }
        ),
        new("key.origin", "imported", Verdict.Failed, "Rotate", f => f with { ChipKey = Foreign(0x00060040) }),
        new("key.origin", "another key", Verdict.Failed, "Rotate", f => f with { ChipKey = Foreign(0x00060072) }),
        new(
            "key.origin",
            "a tampered store",
            Verdict.Failed,
            "Rotate",
            f => f with { ChipKey = K(f) with { Stored = Foreign(0x00060072).Stored } }
        ),
        new(
            "key.signature",
            "refused",
            Verdict.Failed,
            "resource manager",
            f => f with { Signature = f.Signature.Value! with { Refusal = "No." } }
        ),
        new(
            "key.signature",
            "another key",
            Verdict.Failed,
            "certificate",
            f => f with { Signature = f.Signature.Value! with { Digest = new byte[32] } }
        ),
        new(
            "certificate.validity",
            "expired",
            Verdict.Failed,
            "provision",
            f => f with { ExaminedAt = PreparedDevice.Now.AddYears(30) }
        ),
        new(
            "certificate.validity",
            "not yet",
            Verdict.Failed,
            "clock",
            f => f with { ExaminedAt = PreparedDevice.Now.AddYears(-1) }
        ),
        new(
            "certificate.validity",
            "soon",
            Verdict.Warning,
            "Rotate",
            f => f with { ExaminedAt = PreparedDevice.Now.AddYears(20).AddDays(-5) }
        ),
        new(
            "certificate.subject",
            "unreadable",
            Verdict.Failed,
            "certificate",
            f =>
                f with
                {
                    Objects = f.Objects(one =>
                        [one.Class == TokenObjectClass.Certificate ? one with { Content = new byte[] { 1 } } : one]
                    ),
                }
        ),
        new("certificate.chain", "another authority", Verdict.Failed, "issuer", Distrust),
        new(
            "certificate.age",
            "old",
            Verdict.Warning,
            "Rotate",
            f => f with { ExaminedAt = PreparedDevice.Now.AddDays(200) }
        ),
        new(
            "chip.handles",
            "full",
            Verdict.Warning,
            "evict",
            f => f with { Chip = PreparedDevice.Chip((TpmProperty.PersistentAvailable, 0)) }
        ),
        new(
            "chip.firmware",
            "ROCA with an RSA key",
            Verdict.Warning,
            "firmware",
            _ => PreparedDevice.CreateRsa() with { Chip = Roca }
        ),
        new(
            "pin.guessable",
            "short",
            Verdict.Warning,
            "change-pin",
            f => f with { Pin = f.Pin.Value! with { Weakness = "it is short" } }
        ),
        new(
            "pin.readers",
            "all may read",
            Verdict.Failed,
            "chmod",
            f => f with { Pin = f.Pin.Value! with { Places = [File("644")] } }
        ),
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
