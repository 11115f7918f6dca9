using System.Globalization;

namespace GreengrassTpm.Tpm;

/// <summary>A curve (TCG Algorithm Registry, "TPM_ECC_CURVE").</summary>
/// <param name="Id">The registry's number.</param>
public readonly record struct TpmEccCurve(ushort Id)
{
    /// <summary>The registry's name, for example <c>NIST_P256</c>; an unknown curve by its number.</summary>
    public string Name =>
        Id switch
        {
            0x01 => "NIST_P192",
            0x02 => "NIST_P224",
            0x03 => "NIST_P256",
            0x04 => "NIST_P384",
            0x05 => "NIST_P521",
            0x10 => "BN_P256",
            0x11 => "BN_P638",
            0x20 => "SM2_P256",
            _ => string.Create(CultureInfo.InvariantCulture, $"0x{Id:x4}"),
        };

    /// <summary>The object identifier that certificates use (RFC 5480); null for a curve without one.</summary>
    public string? Oid =>
        Id switch
        {
            0x01 => "1.2.840.10045.3.1.1",
            0x02 => "1.3.132.0.33",
            0x03 => "1.2.840.10045.3.1.7",
            0x04 => "1.3.132.0.34",
            0x05 => "1.3.132.0.35",
            0x20 => "1.2.156.10197.1.301",
            _ => null,
        };

    /// <summary>Bytes of a coordinate; 0 for an unknown curve.</summary>
    public int CoordinateLength =>
        Id switch
        {
            0x01 => 24,
            0x02 => 28,
            0x03 or 0x10 or 0x20 => 32,
            0x04 => 48,
            0x05 => 66,
            0x11 => 80,
            _ => 0,
        };

    /// <inheritdoc cref="Name"/>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
