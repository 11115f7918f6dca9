using GreengrassTpm.Tpm;
using Xunit;

namespace GreengrassTpm.TokenTests.Tpm;

public sealed class EvictTests : IDisposable
{
    private const uint Srk = 0x81000001;

    private readonly RawChip _raw = new();

    [Fact]
    public void An_evicted_object_is_gone_and_the_others_stay()
    {
        _raw.MakeParent("0x81000001");
        _raw.MakeParent("0x81000002");

        using (var chip = _raw.Open())
        {
            chip.Evict(Srk);
        }

        Assert.Equal([0x81000002u], _raw.Handles("persistent"));
        Assert.Empty(_raw.Handles("transient"));
    }

    [Fact]
    public void A_handle_without_object_is_refused_by_name()
    {
        using var chip = _raw.Open();

        var refused = Assert.Throws<TpmException>(() => chip.Evict(Srk));

        Assert.Equal(TpmRc.Handle, refused.Code.Base);
    }

    [Theory]
    [InlineData(0x80000000)]
    [InlineData(0x82000000)]
    [InlineData(0x40000001)]
    public void A_number_that_is_no_persistent_handle_never_reaches_the_chip(uint handle)
    {
        using var chip = _raw.Open();

        Assert.Throws<ArgumentOutOfRangeException>(() => chip.Evict(handle));
    }

    [Fact]
    public void An_owner_authorisation_is_asked_for_and_used()
    {
        _raw.MakeParent("0x81000001");
        _raw.Tool("tpm2_changeauth", "-c", "owner", "owner-secret");

        using (var chip = _raw.Open())
        {
            var refused = Assert.Throws<TpmException>(() => chip.Evict(Srk));
            Assert.Equal("TPM_RC_BAD_AUTH", refused.CodeName);
            Assert.Equal(TpmRcSubject.Session, refused.Code.Subject);
            chip.Evict(Srk, "owner-secret"u8);
        }

        Assert.Empty(_raw.Handles("persistent"));
    }

    [Fact]
    public void A_refused_owner_authorisation_is_not_in_the_message_and_not_kept()
    {
        _raw.MakeParent("0x81000001");
        _raw.Tool("tpm2_changeauth", "-c", "owner", "owner-secret");

        using var chip = _raw.Open();
        var refused = Assert.Throws<TpmException>(() => chip.Evict(Srk, "wrong-secret"u8));
        Assert.DoesNotContain("wrong-secret", refused.ToString(), StringComparison.Ordinal);

        chip.Evict(Srk, "owner-secret"u8);
        Assert.Throws<TpmException>(() => chip.Evict(Srk));
    }

    [Fact]
    public void A_full_chip_says_so_and_has_room_again_after_an_eviction()
    {
        var made = FillTheChip();

        using var chip = _raw.Open();
        var full = chip.ReadProperties();
        Assert.Equal(0u, full.PersistentAvailable);
        Assert.Equal((uint)made, full.PersistentInUse);
        Assert.Equal(made, chip.ReadPersistentHandles().Count);

        chip.Evict(0x81020000);

        var relieved = chip.ReadProperties();
        Assert.True(relieved.PersistentAvailable > 0);
        Assert.Equal(full.PersistentInUse - 1, relieved.PersistentInUse);
    }

    public void Dispose() => _raw.Dispose();

    private int FillTheChip()
    {
        _raw.Tool("tpm2_createprimary", "-C", "o", "-G", "rsa2048", "-c", _raw.File("ctx"));
        for (var i = 0; ; i++)
        {
            var result = _raw.TryTool("tpm2_evictcontrol", "-C", "o", "-c", _raw.File("ctx"), $"0x{0x81020000 + i:x}");
            _raw.Tool("tpm2_flushcontext", "-t");
            if (result.ExitCode != 0)
            {
                Assert.Contains($"0x{TpmRc.NvSpace.Value:X}", result.Error, StringComparison.OrdinalIgnoreCase);
                return i;
            }
        }
    }
}
