namespace GreengrassTpm.Build;

/// <summary>What the build and its tests need from Debian or Ubuntu, beyond the .NET SDK.</summary>
public static class SystemPackages
{
    /// <summary>What only the target Browser needs.</summary>
    public static IReadOnlyList<SystemPackage> Browser { get; } =
    [new("a real browser", "chromium"), new("letters for it", "fonts-dejavu-core")];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SystemPackage> All { get; } =
    [
        new("the linker for native executables, and the tests' C programs", "gcc", "clang"),
        new("the C library's headers, for the same", "libc6-dev"),
        new("the software TPM", "swtpm"),
        new("the software TPM's set-up program", "swtpm-tools"),
        new("the TPM libraries, and raw TPM commands to compare with", "tpm2-tools"),
        new("the TPM resource manager", "tpm2-abrmd"),
        new("the way from programs to the resource manager", "libtss2-tcti-tabrmd0"),
        new("the way from programs to the software TPM", "libtss2-tcti-swtpm0"),
        new("the bus that the resource manager is reached through", "dbus"),
        new("the PKCS#11 module under test", "libtpm2-pkcs11-1"),
        new("the PKCS#11 module's own tool, to compare with", "libtpm2-pkcs11-tools"),
        new("a second PKCS#11 module", "softhsm2"),
        new("an independent reader of tokens (pkcs11-tool)", "opensc"),
        new("an independent reader of tokens (p11tool)", "gnutls-bin"),
        new("an independent reader of keys and certificates", "openssl"),
        new("OpenSSL's way to keys in a TPM, to compare with", "tpm2-openssl"),
        new("an independent reader of the PKCS#11 module's store", "sqlite3"),
        new(
            "the classic nucleus' way of reading tokens (Java)",
            "default-jdk-headless",
            "openjdk-17-jdk-headless",
            "openjdk-21-jdk-headless",
            "openjdk-25-jdk-headless"
        ),
        new("a real MQTT broker", "mosquitto"),
        new("that broker's own clients", "mosquitto-clients"),
        new("the judge of services' drop-in files (systemd-analyze)", "systemd"),
        new("clocks of the tests' choosing", "faketime"),
        new("a terminal for programs that ask (script)", "bsdutils"),
        new("programs with another user's rights (setpriv)", "util-linux"),
    ];
}
