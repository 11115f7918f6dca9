namespace GreengrassTpm.Release;

/// <summary>A library of the operating system that the executables need on a device.</summary>
/// <param name="Library">Its file name.</param>
/// <param name="Package">The Debian package that brings it.</param>
/// <param name="Why">What it is needed for.</param>
public sealed record NativeNeed(string Library, string Package, string Why)
{
    /// <summary>All of them. A test compares the list with the libraries that the sources call.</summary>
    public static IReadOnlyList<NativeNeed> All { get; } =
    [
        new("libc.so.6", "libc6", "the C library, 2.34 or newer"),
        new("libm.so.6", "libc6", "the C library's mathematics"),
        new("libcrypto.so.3", "libssl3", "signatures and certificates"),
        new("libssl.so.3", "libssl3", "TLS"),
        new("libsqlite3.so.0", "libsqlite3-0", "a look into the token's store"),
        new("libtpm2_pkcs11.so.1", "libtpm2-pkcs11-1", "the PKCS#11 module of the TPM"),
        new("libtss2-esys.so.0", "libtss2-esys-3.0.2-0", "commands to the TPM"),
        new("libtss2-mu.so.0", "libtss2-mu0", "the TPM's wire format"),
        new("libtss2-tctildr.so.0", "libtss2-tctildr0", "the connection to the TPM"),
    ];
}
