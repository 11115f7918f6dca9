namespace GreengrassTpm.Pkcs11;

/// <summary>Where a token is: the module that speaks for it, its label, and what the module has to be told.</summary>
/// <param name="ModulePath">Absolute path of the PKCS#11 module, for example <c>/usr/lib/x86_64-linux-gnu/pkcs11/libtpm2_pkcs11.so</c>.</param>
/// <param name="TokenLabel">The token's label, 1 to 32 bytes of UTF-8.</param>
public sealed record TokenLocation(string ModulePath, string TokenLabel)
{
    /// <summary>
    /// The slot that the token has to be in, or <see langword="null"/> for any. Slot ids are assigned when the module is
    /// loaded, so this is a check and never a way to find the token.
    /// </summary>
    public ulong? Slot { get; init; }

    /// <summary>
    /// The folder of tpm2-pkcs11's store (TPM2_PKCS11_STORE), or <see langword="null"/> for a module that has none. With
    /// it set, nothing but <see cref="TokenInitialiser"/> opens the module unless the store exists.
    /// </summary>
    public string? StoreFolder { get; init; }

    /// <summary>Whether there is a store to look for the token in; always so for a module that has none.</summary>
    public bool HasStore => TokenStore.Of(this)?.Exists ?? true;

    /// <summary>How tpm2-pkcs11 reaches the TPM (TPM2_PKCS11_TCTI), for example <c>device:/dev/tpmrm0</c>; null = the process' own environment decides.</summary>
    public string? Tcti { get; init; }

    /// <summary>
    /// The file that writers lock (flock(2)); created if missing. <see langword="null"/> = the store folder itself is locked.
    /// It must not be a file that this process holds locked by other means.
    /// </summary>
    public string? LockFile { get; init; }

    /// <summary>
    /// The file that remembers refused PINs, so that no program of this product tries one twice; null = none. Removing it allows
    /// one more try.
    /// </summary>
    public string? RefusedPinFile { get; init; }

    /// <summary>How long a writer waits for another instance that is writing.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
