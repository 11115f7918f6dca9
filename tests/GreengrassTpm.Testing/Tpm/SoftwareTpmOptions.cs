namespace GreengrassTpm.Testing;

/// <summary>What is special about a <see cref="SoftwareTpm"/>.</summary>
public sealed record SoftwareTpmOptions
{
    /// <summary>
    /// Gets a value indicating whether the chip keeps its dictionary-attack limit of 3 tries. Otherwise the limit is 32,
    /// because every power cut after the use of a PIN counts as one.
    /// </summary>
    public bool DefaultLockout { get; init; }

    /// <summary>
    /// Gets a value indicating whether processes of other users may use the bus, and through it the TPM. A session bus
    /// refuses them otherwise.
    /// </summary>
    public bool AllowOtherUsers { get; init; }

    /// <summary>Gets a value indicating whether the bus ends with the TPM; chips share one otherwise.</summary>
    public bool BusOfItsOwn { get; init; }

    /// <summary>
    /// Gets a value indicating whether there is no tpm2-abrmd: one user at a time speaks to the chip itself and sees
    /// its few slots as they are.
    /// </summary>
    public bool WithoutResourceManager { get; init; }
}
