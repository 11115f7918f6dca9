using System.Globalization;

namespace GreengrassTpm.Tpm;

/// <summary>
/// A response code as the TPM software stack returns it: the layer that made it and, for the chip's own codes,
/// format 0 or format 1 of TPM_RC (TPM 2.0 Library, Part 2, section 6.6).
/// </summary>
/// <param name="Value">The 32 bits of the TSS2_RC.</param>
public readonly record struct TpmRc(uint Value)
{
    private const uint Format1 = 0x080;
    private const uint ParameterBit = 0x040;
    private const uint SessionBit = 0x800;
    private const uint Format1CodeMask = 0x0BF;

    /// <summary>TPM_RC_SUCCESS.</summary>
    public static TpmRc Success => default;

    /// <summary>TPM_RC_HANDLE: no object at this handle.</summary>
    public static TpmRc Handle => new(0x08B);

    /// <summary>TPM_RC_AUTH_FAIL: wrong authorisation value; the dictionary-attack counter was raised.</summary>
    public static TpmRc AuthFail => new(0x08E);

    /// <summary>TPM_RC_INTEGRITY: the wrapped key is not of this parent, or damaged.</summary>
    public static TpmRc Integrity => new(0x09F);

    /// <summary>TPM_RC_BAD_AUTH: wrong authorisation value, no dictionary-attack count.</summary>
    public static TpmRc BadAuth => new(0x0A2);

    /// <summary>TPM_RC_INITIALIZE: TPM2_Startup has not been done.</summary>
    public static TpmRc Initialize => new(0x100);

    /// <summary>TPM_RC_NV_SPACE: no room for one more persistent object.</summary>
    public static TpmRc NvSpace => new(0x14B);

    /// <summary>TPM_RC_LOCKOUT: dictionary-attack lock-out.</summary>
    public static TpmRc Lockout => new(0x921);

    /// <summary>The layer that made the code.</summary>
    public TssLayer Layer => (TssLayer)((Value >> 16) & 0xFF);

    /// <summary>True when the code is the chip's own, also when a resource manager passed it on.</summary>
    /// <remarks>The Linux kernel's resource manager marks TPM codes with the layer that the specification keeps for
    /// resource managers' own errors; those are all below 0x100.</remarks>
    public bool IsFromTpm =>
        Layer is TssLayer.Tpm or TssLayer.ResourceManagerTpm
        || (Layer == TssLayer.ResourceManager && (Value & 0xFFFF) >= Format1);

    /// <summary>What the code complains about; <see cref="TpmRcSubject.None"/> for format 0.</summary>
    public TpmRcSubject Subject =>
        !IsFormat1 || SubjectNumber == 0 ? TpmRcSubject.None
        : (Value & ParameterBit) != 0 ? TpmRcSubject.Parameter
        : (Value & SessionBit) != 0 ? TpmRcSubject.Session
        : TpmRcSubject.Handle;

    /// <summary>Which parameter (1–15), handle or session (1–7) it is; 0 when not said.</summary>
    public int SubjectNumber =>
        !IsFormat1 ? 0
        : (Value & ParameterBit) != 0 ? (int)((Value >> 8) & 0xF)
        : (int)((Value >> 8) & 0x7);

    /// <summary>The code without its layer (where the chip made it) and without the number of parameter, handle or
    /// session, for comparing: <c>code.Base == TpmRc.AuthFail</c>.</summary>
    public TpmRc Base =>
        IsFormat1 ? new(Value & Format1CodeMask)
        : IsFromTpm ? new(Value & 0xFFFF)
        : this;

    /// <summary>The specification's name, for example <c>TPM_RC_INTEGRITY</c> or <c>TSS2_TCTI_RC_IO_ERROR</c>; a code
    /// that no table knows is named by its number.</summary>
    public string Name => TpmRcNames.Find(Base, IsFromTpm, Layer) ?? UnknownName();

    /// <summary>Whether trying again can help.</summary>
    public TpmRetry Retry => TpmRcRetries.Find(Base, IsFromTpm);

    private bool IsFormat1 => IsFromTpm && (Value & Format1) != 0;

    /// <summary>Name, subject and number: <c>TPM_RC_INTEGRITY (parameter 1, 0x1df)</c>.</summary>
    /// <returns>One line for an operator.</returns>
    public override string ToString()
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"0x{Value:x}");
        return Subject switch
        {
            TpmRcSubject.Parameter => string.Create(
                CultureInfo.InvariantCulture,
                $"{Name} (parameter {SubjectNumber}, {number})"
            ),
            TpmRcSubject.Handle => string.Create(
                CultureInfo.InvariantCulture,
                $"{Name} (handle {SubjectNumber}, {number})"
            ),
            TpmRcSubject.Session => string.Create(
                CultureInfo.InvariantCulture,
                $"{Name} (session {SubjectNumber}, {number})"
            ),
            _ => $"{Name} ({number})",
        };
    }

    private string UnknownName() =>
        IsFromTpm
            ? string.Create(CultureInfo.InvariantCulture, $"TPM_RC_0x{Base.Value:X3}")
            : string.Create(CultureInfo.InvariantCulture, $"TSS2_RC_0x{Value:X8}");
}
