using System.Runtime.InteropServices;

namespace GreengrassTpm.CommandLine;

/// <summary>Finds tpm2-pkcs11 on this machine.</summary>
public static class TokenModule
{
    private static readonly string[] Names = ["pkcs11/libtpm2_pkcs11.so", "libtpm2_pkcs11.so.1", "libtpm2_pkcs11.so"];

    /// <summary>The module's absolute path.</summary>
    /// <param name="given">The path the operator named, or null.</param>
    /// <param name="recorded">
    /// The path that the device was provisioned with, which counts as long as there is something; null to look where the distributions
    /// put it.
    /// </param>
    /// <exception cref="CommandException">There is none.</exception>
    public static string Find(string? given, string? recorded = null)
    {
        if (given is null && File.Exists(recorded))
        {
            return recorded;
        }

        if (given is not null)
        {
            string path = Path.GetFullPath(given);
            return File.Exists(path)
                ? path
                : throw new CommandException(
                    ExitCode.Configuration,
                    $"the PKCS#11 module {path} does not exist",
                    "leave --module out to have it looked for, or install it: apt-get install libtpm2-pkcs11-1"
                );
        }

        return Candidates().FirstOrDefault(File.Exists)
            ?? throw new CommandException(
                ExitCode.Configuration,
                $"the PKCS#11 module of tpm2-pkcs11 was not found in {string.Join(", ", Folders())}",
                "install it: apt-get install libtpm2-pkcs11-1; or name it with --module PATH"
            );
    }

    /// <summary>Makes sure that a file is a PKCS#11 module, before anything is made for its sake. Initialises nothing.</summary>
    /// <exception cref="CommandException">It is something else.</exception>
    public static void RequireModule(string path)
    {
        if (!NativeLibrary.TryLoad(path, out nint library))
        {
            throw NotModule($"{path} cannot be loaded as a library");
        }

        // PKCS#11 2.40, section 5.2: the one function that every module exports by name. It stays loaded: it is used next, and
        // loading it brings half a dozen other libraries with it.
        if (!NativeLibrary.TryGetExport(library, "C_GetFunctionList", out _))
        {
            throw NotModule($"{path} is a library but not a PKCS#11 module: it has no C_GetFunctionList");
        }
    }

    private static CommandException NotModule(string message) =>
        new(
            ExitCode.Configuration,
            message,
            "leave --module out to have tpm2-pkcs11 looked for, or install it: apt-get install libtpm2-pkcs11-1"
        );

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
