using GreengrassTpm.Tpm;
using Xunit;

namespace GreengrassTpm.TokenTests.Tpm;

public sealed class LoadTests : IDisposable
{
    private const uint Srk = 0x81000001;
    private const uint Other = 0x81000002;

    private readonly RawChip _raw = new();

    public LoadTests() => _raw.MakeParent("0x81000001");

    [Theory]
    [InlineData("ecc256:ecdsa-sha256")]
    [InlineData("ecc384")]
    [InlineData("rsa2048:rsassa-sha256")]
    [InlineData("rsa3072")]
    public void A_key_is_described_as_it_was_made(string algorithm)
    {
        var (publicBlob, privateBlob) = _raw.MakeKey("0x81000001", algorithm);
        Assert.True(PublicArea.TryParse(publicBlob, out var made));

        using var chip = _raw.Open();
        var loaded = chip.LoadAndReadPublic(Srk, publicBlob, privateBlob);

        Assert.Equal(made.Encoded, loaded.Public.Encoded);
        Assert.Equal(Convert.ToHexStringLower(made.ComputeName()!), loaded.Name);
        Assert.True(loaded.Public.IsBornAndKeptInChip);
    }

    [Fact]
    public void A_key_of_another_parent_fails_the_integrity_check()
    {
        _raw.MakeParent("0x81000002", "rsa");
        var (publicBlob, privateBlob) = _raw.MakeKey("0x81000001", "ecc256");

        using var chip = _raw.Open();
        var refused = Assert.Throws<TpmException>(() => chip.LoadAndReadPublic(Other, publicBlob, privateBlob));

        Assert.Equal("TPM_RC_INTEGRITY", refused.CodeName);
        Assert.Equal(TpmRetry.Permanent, refused.Retry);
        Assert.Contains("0x81000002", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_public_area_fails_the_integrity_check()
    {
        var (publicBlob, privateBlob) = _raw.MakeKey("0x81000001", "ecc256");
        publicBlob[^1] ^= 1;

        using var chip = _raw.Open();
        var refused = Assert.Throws<TpmException>(() => chip.LoadAndReadPublic(Srk, publicBlob, privateBlob));

        Assert.Equal("TPM_RC_INTEGRITY", refused.CodeName);
    }

    [Fact]
    public void Bytes_that_are_no_key_are_refused_before_the_chip_sees_them()
    {
        using var chip = _raw.Open();

        var refused = Assert.Throws<TpmException>(() => chip.LoadAndReadPublic(Srk, "not a key"u8, "at all"u8));

        Assert.StartsWith("TSS2_MU_RC_", refused.CodeName, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_blobs_are_refused()
    {
        using var chip = _raw.Open();

        Assert.Throws<TpmException>(() => chip.LoadAndReadPublic(Srk, [], []));
    }

    [Fact]
    public void A_parent_that_is_not_there_is_refused_by_name()
    {
        var (publicBlob, privateBlob) = _raw.MakeKey("0x81000001", "ecc256");

        using var chip = _raw.Open();
        var refused = Assert.Throws<TpmException>(() => chip.LoadAndReadPublic(Other, publicBlob, privateBlob));

        Assert.Equal(TpmRc.Handle, refused.Code.Base);
    }

    [Fact]
    public void A_parent_with_an_authorisation_value_takes_it()
    {
        _raw.Tool("tpm2_createprimary", "-C", "o", "-p", "parent-secret", "-c", _raw.File("ctx"));
        _raw.Tool("tpm2_evictcontrol", "-C", "o", "-c", _raw.File("ctx"), "0x81000002");
        _raw.Tool("tpm2_flushcontext", "-t");
        var (publicBlob, privateBlob) = _raw.MakeKey("0x81000002", "ecc256", "-P", "parent-secret");

        using var chip = _raw.Open();

        Assert.NotNull(chip.LoadAndReadPublic(Other, publicBlob, privateBlob, "parent-secret"u8));
        Assert.Throws<TpmException>(() => chip.LoadAndReadPublic(Other, publicBlob, privateBlob));
    }

    [Fact]
    public void An_authorisation_value_that_no_chip_takes_is_refused()
    {
        using var chip = _raw.Open();

        Assert.Throws<ArgumentException>(() => chip.LoadAndReadPublic(Srk, [], [], new byte[65]));
    }

    [Fact]
    public void Loading_many_times_never_fills_the_three_slots_of_the_chip()
    {
        _raw.MakeParent("0x81000002", "rsa");
        var (publicBlob, privateBlob) = _raw.MakeKey("0x81000001", "ecc256");

        using (var chip = _raw.Open())
        {
            for (var i = 0; i < 10; i++)
            {
                chip.LoadAndReadPublic(Srk, publicBlob, privateBlob);
                Assert.Throws<TpmException>(() => chip.LoadAndReadPublic(Other, publicBlob, privateBlob));
            }
        }

        Assert.Empty(_raw.Handles("transient"));
    }

    public void Dispose() => _raw.Dispose();
}
