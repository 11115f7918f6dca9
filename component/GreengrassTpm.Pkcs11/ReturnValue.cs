using System.Globalization;
using Net.Pkcs11Interop.Common;

namespace GreengrassTpm.Pkcs11;

/// <summary>Names and meaning of PKCS#11 return values (CK_RV; PKCS#11 2.40, section 5.1).</summary>
internal static class ReturnValue
{
    private const uint VendorDefined = (uint)CKR.CKR_VENDOR_DEFINED;

    /// <summary>The standard's name, or hexadecimal for a value it does not define.</summary>
    public static string NameOf(CKR value) =>
        (uint)value < VendorDefined && Enum.GetName(value) is string name
            ? name
            : string.Create(CultureInfo.InvariantCulture, $"0x{(uint)value:X8}");

    /// <summary>
    /// Whether a later attempt may succeed. tpm2-pkcs11 has no busy timeout: a store that another connection is using
    /// gives CKR_GENERAL_ERROR at once, as does a TPM that cannot be reached.
    /// </summary>
    public static RetryClass RetryOf(CKR value) =>
        value switch
        {
            CKR.CKR_GENERAL_ERROR
            or CKR.CKR_FUNCTION_FAILED
            or CKR.CKR_HOST_MEMORY
            or CKR.CKR_DEVICE_ERROR
            or CKR.CKR_DEVICE_MEMORY
            or CKR.CKR_DEVICE_REMOVED
            or CKR.CKR_SESSION_COUNT
            or CKR.CKR_CANT_LOCK => RetryClass.Retryable,
            _ => RetryClass.Permanent,
        };

    /// <summary>Turns anything but CKR_OK into an error.</summary>
    /// <exception cref="Pkcs11CallException">The value is not CKR_OK.</exception>
    public static void Check(string function, CKR value)
    {
        if (value != CKR.CKR_OK)
        {
            throw new Pkcs11CallException(function, value);
        }
    }
}
