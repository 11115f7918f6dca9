namespace GreengrassTpm.Credentials;

/// <summary>A file creation mask (umask(2)) for a stretch of work. Process-wide: nothing else may make files meanwhile.</summary>
public sealed class CreationMask : IDisposable
{
    private const int NothingForOthers = 0b000_000_111; // 0007

    private readonly int _before;

    private CreationMask(int mask) => _before = Libc.SetCreationMask(mask);

    /// <summary>
    /// Lets the group in: for files that a PKCS#11 module makes in a store which the group shares, such as the lock file that every
    /// user of the store has to be able to open.
    /// </summary>
    public static CreationMask ForGroup() => new(NothingForOthers);

    /// <summary>Puts the mask back to what it was.</summary>
    public void Dispose() => _ = Libc.SetCreationMask(_before);
}
