using System.Runtime.InteropServices;

namespace GreengrassTpm.Bootstrap;

/// <summary>Finds tpm2-pkcs11 on this machine.</summary>
internal static class TokenModule
{
    private static readonly string[] Names = ["pkcs11/libtpm2_pkcs11.so", "libtpm2_pkcs11.so.1", "libtpm2_pkcs11.so"];

    /// <summary>The module's absolute path.</summary>
    /// <param name="given">The path the operator named, or null to look where the distributions put it.</param>
    /// <exception cref="BootstrapException">There is none.</exception>
    internal static string Find(string? given)
    {
        if (given is not null)
        {
            string path = Path.GetFullPath(given);
            return File.Exists(path)
                ? path
                : throw new BootstrapException(
                    ExitCode.Configuration,
                    $"the PKCS#11 module {path} does not exist",
                    "leave --module out to have it looked for, or install it: apt-get install libtpm2-pkcs11-1"
                );
        }

        return Candidates().FirstOrDefault(File.Exists)
            ?? throw new BootstrapException(
                ExitCode.Configuration,
                $"the PKCS#11 module of tpm2-pkcs11 was not found in {string.Join(", ", Folders())}",
                "install it: apt-get install libtpm2-pkcs11-1; or name it with --module PATH"
            );
    }

    private static IEnumerable<string> Candidates() =>
        from folder in Folders()
        from name in Names
        select Path.Combine(folder, name);

    private static string[] Folders()
    {
        string multiarch = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.Arm64 => "aarch64-linux-gnu",
            _ => "x86_64-linux-gnu",
        };
        return [$"/usr/lib/{multiarch}", "/usr/lib64", "/usr/lib", $"/usr/local/lib/{multiarch}", "/usr/local/lib"];
    }
}
