namespace GreengrassTpm.Tpm;

// The specification fixes the type (UINT32), and its zero value (TPM_PT_NONE) names no property.
#pragma warning disable CA1008, CA1028

/// <summary>The properties of a chip that this product reads (TPM 2.0 Library, Part 2, table "TPM_PT constants").</summary>
public enum TpmProperty : uint
{
    /// <summary>TPM2_PT_FAMILY_INDICATOR: "2.0".</summary>
    FamilyIndicator = 0x100,

    /// <summary>TPM2_PT_LEVEL of the specification.</summary>
    Level = 0x101,

    /// <summary>TPM2_PT_REVISION of the specification times 100.</summary>
    Revision = 0x102,

    /// <summary>TPM2_PT_DAY_OF_YEAR of the specification.</summary>
    DayOfYear = 0x103,

    /// <summary>TPM2_PT_YEAR of the specification.</summary>
    Year = 0x104,

    /// <summary>TPM2_PT_MANUFACTURER: four characters.</summary>
    Manufacturer = 0x105,

    /// <summary>TPM2_PT_VENDOR_STRING_1: four characters.</summary>
    VendorString1 = 0x106,

    /// <summary>TPM2_PT_VENDOR_STRING_2.</summary>
    VendorString2 = 0x107,

    /// <summary>TPM2_PT_VENDOR_STRING_3.</summary>
    VendorString3 = 0x108,

    /// <summary>TPM2_PT_VENDOR_STRING_4.</summary>
    VendorString4 = 0x109,

    /// <summary>TPM2_PT_VENDOR_TPM_TYPE.</summary>
    VendorTpmType = 0x10A,

    /// <summary>TPM2_PT_FIRMWARE_VERSION_1: the more significant half.</summary>
    FirmwareVersion1 = 0x10B,

    /// <summary>TPM2_PT_FIRMWARE_VERSION_2.</summary>
    FirmwareVersion2 = 0x10C,

    /// <summary>TPM2_PT_HR_TRANSIENT_MIN.</summary>
    TransientMinimum = 0x10E,

    /// <summary>TPM2_PT_HR_PERSISTENT_MIN.</summary>
    PersistentMinimum = 0x10F,

    /// <summary>TPM2_PT_PERMANENT: TPMA_PERMANENT.</summary>
    Permanent = 0x200,

    /// <summary>TPM2_PT_STARTUP_CLEAR: TPMA_STARTUP_CLEAR.</summary>
    StartupClear = 0x201,

    /// <summary>TPM2_PT_HR_TRANSIENT_AVAIL.</summary>
    TransientAvailable = 0x207,

    /// <summary>TPM2_PT_HR_PERSISTENT.</summary>
    PersistentInUse = 0x208,

    /// <summary>TPM2_PT_HR_PERSISTENT_AVAIL.</summary>
    PersistentAvailable = 0x209,

    /// <summary>TPM2_PT_LOCKOUT_COUNTER.</summary>
    LockoutCounter = 0x20E,

    /// <summary>TPM2_PT_MAX_AUTH_FAIL.</summary>
    MaxAuthFail = 0x20F,

    /// <summary>TPM2_PT_LOCKOUT_INTERVAL, in seconds.</summary>
    LockoutInterval = 0x210,

    /// <summary>TPM2_PT_LOCKOUT_RECOVERY, in seconds.</summary>
    LockoutRecovery = 0x211,
}
