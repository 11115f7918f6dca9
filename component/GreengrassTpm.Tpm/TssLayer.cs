namespace GreengrassTpm.Tpm;

/// <summary>
/// The layer of the TPM software stack that made a response code: bits 16 to 23 of a TSS2_RC
/// (TCG TSS 2.0 Overview and Common Structures Specification, "TSS2_RC").
/// </summary>
public enum TssLayer
{
    /// <summary>The chip itself.</summary>
    Tpm = 0,

    /// <summary>Feature API.</summary>
    Feature = 6,

    /// <summary>Enhanced System API, the one this library calls.</summary>
    Esys = 7,

    /// <summary>System API.</summary>
    Sys = 8,

    /// <summary>Marshalling.</summary>
    Marshalling = 9,

    /// <summary>The transport to the chip (TCTI).</summary>
    Tcti = 10,

    /// <summary>The resource manager's own word (also what the Linux kernel's resource manager uses).</summary>
    ResourceManager = 11,

    /// <summary>The chip's word, spoken by the resource manager.</summary>
    ResourceManagerTpm = 12,
}
