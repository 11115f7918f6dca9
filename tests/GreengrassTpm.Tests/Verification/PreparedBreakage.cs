using GreengrassTpm.Pkcs11;
using GreengrassTpm.Tpm;
using GreengrassTpm.Verification;
using static GreengrassTpm.Tests.Verification.PreparedParts;

namespace GreengrassTpm.Tests.Verification;

/// <summary>A fact that is not as it should be, and what a check has to say of it.</summary>
internal sealed partial record PreparedBreakage(
    string Check,
    string What,
    Verdict Verdict,
    string Says,
    Func<DeviceFacts, DeviceFacts> Break
)
{
    /// <summary>At least one for each check.</summary>
    public static IReadOnlyList<PreparedBreakage> All => [.. OfToken, .. OfSurroundings];

    private static IReadOnlyList<PreparedBreakage> OfToken { get; } =
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
    ];
}
