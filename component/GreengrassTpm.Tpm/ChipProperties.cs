using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;

namespace GreengrassTpm.Tpm;

/// <summary>What a chip says of itself (TPM2_GetCapability, TPM_CAP_TPM_PROPERTIES).</summary>
public sealed class ChipProperties
{
    private const uint OwnerAuthBit = 0x1;
    private const uint EndorsementAuthBit = 0x2;
    private const uint LockoutAuthBit = 0x4;
    private const uint InLockoutBit = 0x200;

    private readonly ReadOnlyDictionary<TpmProperty, uint> _raw;

    /// <summary>Reads the properties out of the tagged values.</summary>
    /// <param name="raw">Value by property; unknown properties are kept.</param>
    /// <exception cref="TpmAnswerException">A property is missing on which decisions rest: lock-out or handles.</exception>
    public ChipProperties(IReadOnlyDictionary<TpmProperty, uint> raw)
    {
        _raw = new ReadOnlyDictionary<TpmProperty, uint>(new Dictionary<TpmProperty, uint>(raw));
        var permanent = Required(TpmProperty.Permanent);
        OwnerAuthSet = (permanent & OwnerAuthBit) != 0;
        EndorsementAuthSet = (permanent & EndorsementAuthBit) != 0;
        PersistentInUse = Required(TpmProperty.PersistentInUse);
        PersistentAvailable = Required(TpmProperty.PersistentAvailable);
        Lockout = new LockoutState(
            Required(TpmProperty.LockoutCounter),
            Required(TpmProperty.MaxAuthFail),
            TimeSpan.FromSeconds(Required(TpmProperty.LockoutInterval)),
            TimeSpan.FromSeconds(Required(TpmProperty.LockoutRecovery)),
            (permanent & InLockoutBit) != 0,
            (permanent & LockoutAuthBit) != 0
        );
    }

    /// <summary>Specification family: "2.0".</summary>
    public string Family => Characters(TpmProperty.FamilyIndicator);

    /// <summary>The manufacturer's four-character id of the TCG registry, for example "IFX", "STM", "NTC", "INTC".</summary>
    public string Manufacturer => Characters(TpmProperty.Manufacturer);

    /// <summary>The vendor's own words, for example "SLB9670".</summary>
    public string VendorString =>
        (
            Characters(TpmProperty.VendorString1)
            + Characters(TpmProperty.VendorString2)
            + Characters(TpmProperty.VendorString3)
            + Characters(TpmProperty.VendorString4)
        ).Trim();

    /// <summary>The firmware's version.</summary>
    public FirmwareVersion Firmware =>
        new(Optional(TpmProperty.FirmwareVersion1), Optional(TpmProperty.FirmwareVersion2));

    /// <summary>Revision of the specification, for example "1.64".</summary>
    public string SpecificationRevision =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Optional(TpmProperty.Revision) / 100}.{Optional(TpmProperty.Revision) % 100:00}"
        );

    /// <summary>Year of that specification.</summary>
    public int SpecificationYear => (int)Optional(TpmProperty.Year);

    /// <summary>Persistent objects that every chip of this kind can hold (TPM2_PT_HR_PERSISTENT_MIN).</summary>
    public uint PersistentMinimum => Optional(TpmProperty.PersistentMinimum);

    /// <summary>Persistent objects that it holds now (TPM2_PT_HR_PERSISTENT).</summary>
    public uint PersistentInUse { get; }

    /// <summary>The chip's estimate of how many more it can hold (TPM2_PT_HR_PERSISTENT_AVAIL); a chip may say 1 while
    /// more would fit, so 0 means full and anything else means "at least one".</summary>
    public uint PersistentAvailable { get; }

    /// <summary>State and limits of the dictionary-attack protection.</summary>
    public LockoutState Lockout { get; }

    /// <summary>The owner authorisation has a value, so evicting needs it.</summary>
    public bool OwnerAuthSet { get; }

    /// <summary>The endorsement authorisation has a value.</summary>
    public bool EndorsementAuthSet { get; }

    /// <summary>True for the Infineon firmware whose RSA keys can be factored (CVE-2017-15361, "ROCA": TPM 2.0 firmware
    /// 5.0 to 5.61 and 7.0 to 7.61). EC keys are not affected.</summary>
    public bool MakesWeakRsaKeys => Manufacturer == "IFX" && Firmware is { Major: 5 or 7, Minor: <= 61 };

    /// <summary>Every property as the chip gave it, also those that have no name here.</summary>
    public IReadOnlyDictionary<TpmProperty, uint> Raw => _raw;

    private uint Optional(TpmProperty property) => _raw.GetValueOrDefault(property);

    private uint Required(TpmProperty property) =>
        _raw.TryGetValue(property, out var value)
            ? value
            : throw new TpmAnswerException(
                "TPM2_GetCapability",
                $"the chip does not report {property} (0x{(uint)property:x})"
            );

    // Four bytes, big endian; the chip is not trusted to send printable ones.
    private string Characters(TpmProperty property)
    {
        var value = Optional(property);
        var text = new StringBuilder(4);
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            var character = (char)((value >> shift) & 0xFF);
            if (char.IsBetween(character, ' ', '~'))
            {
                text.Append(character);
            }
        }

        return property is TpmProperty.Manufacturer or TpmProperty.FamilyIndicator
            ? text.ToString().Trim()
            : text.ToString();
    }
}
