using Cake.Common.IO;
using Cake.Core;
using Cake.Core.IO;

namespace GreengrassTpm.Build;

/// <summary>
/// OpenSSL for arm64, which the executables load when they compute a digest. It is unpacked below the artifacts; the system's
/// own packages and architectures stay as they are.
/// </summary>
/// <param name="context">The build's context.</param>
internal sealed class Arm64Libraries(BuildContext context)
{
    private DirectoryPath Folder => context.Paths.Artifacts.Combine("arm64-libraries");

    private DirectoryPath Libraries => Folder.Combine("root/usr/lib/aarch64-linux-gnu");

    /// <summary>Fetches them, unless they are there.</summary>
    /// <returns>The folder for the dynamic linker's search path.</returns>
    /// <exception cref="CakeException">The system's mirror does not offer packages for arm64.</exception>
    public DirectoryPath Provide()
    {
        if (!context.FileExists(Libraries.CombineWithFilePath("libssl.so.3")))
        {
            context.EnsureDirectoryExists(Folder.Combine("lists/partial"));
            context.EnsureDirectoryExists(Folder.Combine("cache"));
            context.Run("apt-get", [.. Options(), "--quiet", "update"]);
            string package = Choose(context.Ask("apt-cache", [.. Options(), "pkgnames", "libssl3"]));
            context.Run("env", ["--chdir", Folder.FullPath, "apt-get", .. Options(), "--quiet", "download", package]);
            FilePath archive = context.GetFiles($"{Folder}/{package}_*.deb").First();
            context.Run("dpkg-deb", ["--extract", archive.FullPath, Folder.Combine("root").FullPath]);
        }

        return Libraries;
    }

    // Debian 12 calls it libssl3, later systems libssl3t64.
    private static string Choose(IReadOnlyList<string> offered) =>
        offered.FirstOrDefault(name => name == "libssl3t64")
        ?? offered.FirstOrDefault(name => name == "libssl3")
        ?? throw new CakeException("The system's package mirror offers no OpenSSL for arm64 (libssl3).");

    private IEnumerable<string> Options() =>
        new[]
        {
            "APT::Architecture=arm64",
            "APT::Architectures=arm64",
            $"Dir::State::lists={Folder.Combine("lists")}",
            $"Dir::Cache={Folder.Combine("cache")}",
            "APT::Sandbox::User=root",
        }.SelectMany(option => (string[])["-o", option]);
}
