using GreengrassTpm.Tpm;
using Xunit;

namespace GreengrassTpm.TokenTests.Tpm;

public sealed class LockoutTests : IDisposable
{
    private static readonly LockoutParameters s_fleet = new(32, TimeSpan.FromMinutes(10), TimeSpan.FromDays(1));

    private readonly RawChip _raw = new(defaultLockout: true);

    [Fact]
    public void Wrong_authorisations_are_counted_until_the_chip_locks_out()
    {
        _raw.MakeParent("0x81000001");
        using (var chip = _raw.Open())
        {
            Assert.Equal(3u, chip.ReadProperties().Lockout.TriesLeft);
        }

        UseAProtectedKeyWithTheWrongAuthorisation();
        using (var chip = _raw.Open())
        {
            var one = chip.ReadProperties().Lockout;
            Assert.Equal(1u, one.Counter);
            Assert.Equal(2u, one.TriesLeft);
            Assert.False(one.InLockout);
        }

        UseAProtectedKeyWithTheWrongAuthorisation();
        UseAProtectedKeyWithTheWrongAuthorisation();
        using (var chip = _raw.Open())
        {
            var locked = chip.ReadProperties().Lockout;
            Assert.Equal(3u, locked.Counter);
            Assert.True(locked.InLockout);
            Assert.Equal(0u, locked.TriesLeft);
            Assert.Equal(locked.Interval, locked.UntilNextTry);
        }
    }

    [Fact]
    public void A_load_during_lockout_is_retryable_after_recovery()
    {
        var (publicBlob, privateBlob) = MakeProtectedParentAndKey();

        using var chip = _raw.Open();
        for (var i = 0; i < 3; i++)
        {
            var refused = Assert.Throws<TpmException>(() => Load(chip, "wrong"u8));
            Assert.Equal("TPM_RC_AUTH_FAIL", refused.CodeName);
        }

        var locked = Assert.Throws<TpmException>(() => Load(chip, "protected"u8));
        Assert.Equal("TPM_RC_LOCKOUT", locked.CodeName);
        Assert.Equal(TpmRetry.AfterLockoutRecovery, locked.Retry);

        void Load(TpmChip chip, ReadOnlySpan<byte> auth) =>
            chip.LoadAndReadPublic(0x81000003, publicBlob, privateBlob, auth);
    }

    [Fact]
    public void The_parameters_can_be_set_while_the_lockout_authorisation_is_free()
    {
        using (var chip = _raw.Open())
        {
            chip.SetLockoutParameters(s_fleet);
        }

        Assert.Equal(32u, _raw.Property("variable", "TPM2_PT_MAX_AUTH_FAIL"));
        Assert.Equal(600u, _raw.Property("variable", "TPM2_PT_LOCKOUT_INTERVAL"));
        Assert.Equal(86400u, _raw.Property("variable", "TPM2_PT_LOCKOUT_RECOVERY"));
    }

    [Fact]
    public void A_lockout_authorisation_that_is_set_is_never_tried_against()
    {
        _raw.Tool("tpm2_changeauth", "-c", "lockout", "lockout-secret");
        using (var chip = _raw.Open())
        {
            var refused = Assert.Throws<LockoutAuthorisationSetException>(() => chip.SetLockoutParameters(s_fleet));
            Assert.Contains("lock-out authorisation is set", refused.Message, StringComparison.Ordinal);
            Assert.True(chip.ReadProperties().Lockout.LockoutAuthSet);
        }

        // A wrong try would have blocked the right value for the recovery time.
        _raw.Tool("tpm2_dictionarylockout", "-c", "-p", "lockout-secret");
    }

    [Fact]
    public void Parameters_that_would_switch_the_protection_off_are_refused()
    {
        using var chip = _raw.Open();

        Assert.Throws<ArgumentOutOfRangeException>(() => chip.SetLockoutParameters(s_fleet with { MaxTries = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            chip.SetLockoutParameters(s_fleet with { Interval = TimeSpan.Zero })
        );
    }

    public void Dispose() => _raw.Dispose();

    private void UseAProtectedKeyWithTheWrongAuthorisation()
    {
        _raw.Tool(
            "tpm2_create",
            ["-C", "0x81000001", "-G", "ecc256", "-p", "key-secret", "-u", _raw.File("pub"), "-r", _raw.File("priv")]
        );
        _raw.Tool("tpm2_flushcontext", "-t");
        _raw.Tool(
            "tpm2_load",
            ["-C", "0x81000001", "-u", _raw.File("pub"), "-r", _raw.File("priv"), "-c", _raw.File("key")]
        );
        _raw.Tool("tpm2_flushcontext", "-t");
        File.WriteAllText(_raw.File("data"), "data");
        var refused = _raw.TryTool(
            "tpm2_sign",
            ["-c", _raw.File("key"), "-p", "wrong", "-o", _raw.File("sig"), _raw.File("data")]
        );
        Assert.NotEqual(0, refused.ExitCode);
        _raw.Tool("tpm2_flushcontext", "-t");
    }

    // Primary keys made by tpm2_createprimary lack noDA only when their attributes are given.
    private (byte[] Public, byte[] Private) MakeProtectedParentAndKey()
    {
        const string ProtectedStorageKey = "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|restricted|decrypt";
        _raw.Tool(
            "tpm2_createprimary",
            ["-C", "o", "-p", "protected", "-a", ProtectedStorageKey, "-c", _raw.File("parent")]
        );
        _raw.Tool("tpm2_evictcontrol", "-C", "o", "-c", _raw.File("parent"), "0x81000003");
        _raw.Tool("tpm2_flushcontext", "-t");
        return _raw.MakeKey("0x81000003", "ecc256", "-P", "protected");
    }
}
