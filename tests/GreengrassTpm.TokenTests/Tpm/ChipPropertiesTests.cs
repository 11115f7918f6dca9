using GreengrassTpm.Tpm;
using Xunit;

namespace GreengrassTpm.TokenTests.Tpm;

public sealed class ChipPropertiesTests : IDisposable
{
    private readonly RawChip _raw = new();

    [Theory]
    [InlineData(TpmProperty.Revision, "TPM2_PT_REVISION")]
    [InlineData(TpmProperty.Year, "TPM2_PT_YEAR")]
    [InlineData(TpmProperty.Manufacturer, "TPM2_PT_MANUFACTURER")]
    [InlineData(TpmProperty.VendorString1, "TPM2_PT_VENDOR_STRING_1")]
    [InlineData(TpmProperty.VendorTpmType, "TPM2_PT_VENDOR_TPM_TYPE")]
    [InlineData(TpmProperty.FirmwareVersion1, "TPM2_PT_FIRMWARE_VERSION_1")]
    [InlineData(TpmProperty.FirmwareVersion2, "TPM2_PT_FIRMWARE_VERSION_2")]
    [InlineData(TpmProperty.TransientMinimum, "TPM2_PT_HR_TRANSIENT_MIN")]
    [InlineData(TpmProperty.PersistentMinimum, "TPM2_PT_HR_PERSISTENT_MIN")]
    public void Fixed_properties_are_what_tpm2_getcap_says(TpmProperty property, string name)
    {
        var expected = _raw.Property("fixed", name);

        using var chip = _raw.Open();

        Assert.Equal(expected, chip.ReadProperties().Raw[property]);
    }

    [Theory]
    [InlineData(TpmProperty.TransientAvailable, "TPM2_PT_HR_TRANSIENT_AVAIL")]
    [InlineData(TpmProperty.PersistentInUse, "TPM2_PT_HR_PERSISTENT")]
    [InlineData(TpmProperty.PersistentAvailable, "TPM2_PT_HR_PERSISTENT_AVAIL")]
    [InlineData(TpmProperty.MaxAuthFail, "TPM2_PT_MAX_AUTH_FAIL")]
    [InlineData(TpmProperty.LockoutInterval, "TPM2_PT_LOCKOUT_INTERVAL")]
    [InlineData(TpmProperty.LockoutRecovery, "TPM2_PT_LOCKOUT_RECOVERY")]
    public void Variable_properties_are_what_tpm2_getcap_says(TpmProperty property, string name)
    {
        var expected = _raw.Property("variable", name);

        using var chip = _raw.Open();

        Assert.Equal(expected, chip.ReadProperties().Raw[property]);
    }

    [Fact]
    public void The_software_chip_introduces_itself()
    {
        using var chip = _raw.Open();

        var properties = chip.ReadProperties();

        Assert.Equal("2.0", properties.Family);
        Assert.Equal("IBM", properties.Manufacturer);
        Assert.StartsWith("SW", properties.VendorString, StringComparison.Ordinal);
        Assert.Equal(7u, properties.PersistentMinimum);
        Assert.False(properties.MakesWeakRsaKeys);
    }

    [Fact]
    public void An_owner_authorisation_shows()
    {
        _raw.Tool("tpm2_changeauth", "-c", "owner", "secret");

        using var chip = _raw.Open();

        Assert.True(chip.ReadProperties().OwnerAuthSet);
    }

    public void Dispose() => _raw.Dispose();
}
