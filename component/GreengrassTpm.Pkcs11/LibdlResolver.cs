using System.Runtime.InteropServices;
using Net.Pkcs11Interop.LowLevelAPI80;

namespace GreengrassTpm.Pkcs11;

/// <summary>
/// Pkcs11Interop imports dlopen(3) from <c>libdl</c>, which glibc 2.34 and newer have only as <c>libdl.so.2</c>; the
/// functions are in libc itself there, and reachable through it everywhere else.
/// </summary>
internal static class LibdlResolver
{
    // A resolver can be set once for an assembly, so this is process-wide by nature.
    private static readonly bool Installed = Install();

    /// <summary>Makes sure that the resolver is in place.</summary>
    public static void Ensure() => _ = Installed;

    private static bool Install()
    {
        NativeLibrary.SetDllImportResolver(
            typeof(Pkcs11Library).Assembly,
            static (name, _, _) => name == "libdl" ? NativeLibrary.Load("libc.so.6") : 0
        );
        return true;
    }
}
