namespace GreengrassTpm.Tpm;

/// <summary>What a format-1 response code complains about (TPM 2.0 Library, Part 2, 6.6.2).</summary>
public enum TpmRcSubject
{
    /// <summary>Not said.</summary>
    None,

    /// <summary>A command parameter.</summary>
    Parameter,

    /// <summary>A handle in the handle area.</summary>
    Handle,

    /// <summary>A session in the authorisation area.</summary>
    Session,
}
