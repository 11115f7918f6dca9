namespace GreengrassTpm.Tpm;

/// <summary>Why the chip cannot be spoken to.</summary>
public enum TpmUnavailableReason
{
    /// <summary>Something else; the message holds what is known.</summary>
    Unknown,

    /// <summary>The TPM software stack (tpm2-tss) is not installed.</summary>
    LibraryMissing,

    /// <summary>The TCTI string names no transport that is installed, or its settings are wrong.</summary>
    WrongTcti,

    /// <summary>There is no such TPM device.</summary>
    NoDevice,

    /// <summary>This user may not open the TPM device or speak to the resource manager.</summary>
    PermissionDenied,

    /// <summary>Another program holds the device; without a resource manager only one can.</summary>
    Busy,

    /// <summary>Nothing listens at the address of the software TPM.</summary>
    NothingListening,

    /// <summary>The D-Bus message bus cannot be reached.</summary>
    NoBus,

    /// <summary>The bus is there, but no resource manager (tpm2-abrmd) is on it.</summary>
    NoResourceManager,

    /// <summary>The connection was made, but what is at its end does not answer as a TPM, or not any more.</summary>
    NotAnswering,
}
