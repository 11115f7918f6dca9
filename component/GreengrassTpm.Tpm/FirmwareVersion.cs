using System.Globalization;

namespace GreengrassTpm.Tpm;

/// <summary>A chip's firmware version; its meaning is the manufacturer's.</summary>
/// <param name="High">TPM2_PT_FIRMWARE_VERSION_1.</param>
/// <param name="Low">TPM2_PT_FIRMWARE_VERSION_2.</param>
public readonly record struct FirmwareVersion(uint High, uint Low)
{
    /// <summary>The first 16 bits.</summary>
    public int Major => (int)(High >> 16);

    /// <summary>The second 16 bits.</summary>
    public int Minor => (int)(High & 0xFFFF);

    /// <summary>Four decimal numbers of 16 bits each, as manufacturers print it: <c>7.85.17.51968</c>.</summary>
    /// <returns>The version.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Low >> 16}.{Low & 0xFFFF}");
}
