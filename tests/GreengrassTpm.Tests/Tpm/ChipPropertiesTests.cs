using GreengrassTpm.Tpm;
using Xunit;

namespace GreengrassTpm.Tests.Tpm;

public sealed class ChipPropertiesTests
{
    [Fact]
    public void An_infineon_chip_is_read()
    {
        var properties = new ChipProperties(
            Raw(
                (TpmProperty.FamilyIndicator, 0x322E3000),
                (TpmProperty.Manufacturer, 0x49465800),
                (TpmProperty.VendorString1, 0x534C4239),
                (TpmProperty.VendorString2, 0x36373000),
                (TpmProperty.FirmwareVersion1, 0x00070055),
                (TpmProperty.FirmwareVersion2, 0x0011CB00),
                (TpmProperty.Revision, 138),
                (TpmProperty.Year, 2018)
            )
        );

        Assert.Equal("2.0", properties.Family);
        Assert.Equal("IFX", properties.Manufacturer);
        Assert.Equal("SLB9670", properties.VendorString);
        Assert.Equal("7.85.17.51968", properties.Firmware.ToString());
        Assert.Equal("1.38", properties.SpecificationRevision);
        Assert.Equal(2018, properties.SpecificationYear);
    }

    [Theory]
    [InlineData("IFX", 7, 61, true)]
    [InlineData("IFX", 7, 62, false)]
    [InlineData("IFX", 5, 0, true)]
    [InlineData("IFX", 5, 62, false)]
    [InlineData("IFX", 6, 10, false)]
    [InlineData("STM", 7, 40, false)]
    public void Weak_rsa_keys_come_from_old_infineon_firmware(string maker, int major, int minor, bool weak)
    {
        var manufacturer = (uint)((maker[0] << 24) | (maker[1] << 16) | (maker[2] << 8));

        var properties = new ChipProperties(
            Raw((TpmProperty.Manufacturer, manufacturer), (TpmProperty.FirmwareVersion1, (uint)((major << 16) | minor)))
        );

        Assert.Equal(weak, properties.MakesWeakRsaKeys);
    }

    [Fact]
    public void The_permanent_flags_are_read()
    {
        var free = new ChipProperties(Raw());
        var set = new ChipProperties(Raw((TpmProperty.Permanent, 0x207)));

        Assert.False(free.OwnerAuthSet || free.EndorsementAuthSet);
        Assert.False(free.Lockout.LockoutAuthSet || free.Lockout.InLockout);
        Assert.True(set.OwnerAuthSet && set.EndorsementAuthSet);
        Assert.True(set.Lockout.LockoutAuthSet && set.Lockout.InLockout);
    }

    [Fact]
    public void Bytes_that_are_not_printable_are_left_out_of_names()
    {
        var properties = new ChipProperties(Raw((TpmProperty.Manufacturer, 0x1B414207)));

        Assert.Equal("AB", properties.Manufacturer);
    }

    [Theory]
    [InlineData(TpmProperty.Permanent)]
    [InlineData(TpmProperty.PersistentAvailable)]
    [InlineData(TpmProperty.LockoutCounter)]
    [InlineData(TpmProperty.MaxAuthFail)]
    public void A_chip_that_hides_what_decisions_rest_on_is_refused(TpmProperty hidden)
    {
        var raw = Raw();
        raw.Remove(hidden);

        Assert.Throws<TpmAnswerException>(() => new ChipProperties(raw));
    }

    private static Dictionary<TpmProperty, uint> Raw(params (TpmProperty Property, uint Value)[] given)
    {
        var raw = new Dictionary<TpmProperty, uint>
        {
            [TpmProperty.Permanent] = 0,
            [TpmProperty.PersistentInUse] = 2,
            [TpmProperty.PersistentAvailable] = 5,
            [TpmProperty.LockoutCounter] = 0,
            [TpmProperty.MaxAuthFail] = 3,
            [TpmProperty.LockoutInterval] = 1000,
            [TpmProperty.LockoutRecovery] = 1000,
        };
        foreach (var (property, value) in given)
        {
            raw[property] = value;
        }

        return raw;
    }
}
