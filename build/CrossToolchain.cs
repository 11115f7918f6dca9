namespace GreengrassTpm.Build;

/// <summary>How executables for arm64 are linked on an x64 machine: by Debian's cross compiler.</summary>
public static class CrossToolchain
{
    /// <summary>The packages, beside those that building and testing need anyway.</summary>
    public static IReadOnlyList<SystemPackage> Packages { get; } =
    [
        new("the linker for arm64", "gcc-aarch64-linux-gnu"),
        new("separates the symbols of executables for arm64", "binutils-aarch64-linux-gnu"),
        new("the C library to link for arm64 with", "libc6-dev-arm64-cross"),
    ];

    /// <summary>Runs executables for arm64, for a look at whether they start.</summary>
    public static SystemPackage Emulator { get; } = new("runs executables for arm64", "qemu-user", "qemu-user-static");

    /// <summary>Where the emulated program finds the C library for arm64.</summary>
    public const string SystemRoot = "/usr/aarch64-linux-gnu";

    /// <summary>The properties of MSBuild that choose the linker.</summary>
    /// <param name="runtime">The runtime identifier to publish for.</param>
    /// <param name="machine">This machine's.</param>
    /// <returns>Names and values; none where this machine's own linker will do.</returns>
    public static IEnumerable<(string Name, string Value)> Properties(string runtime, string machine) =>
        runtime == machine || runtime != "linux-arm64"
            ? []
            : [("CppCompilerAndLinker", "aarch64-linux-gnu-gcc"), ("ObjCopyName", "aarch64-linux-gnu-objcopy")];
}
