namespace GreengrassTpm.Testing;

/// <summary>The programs of the operating system that the tests use, found by <c>PATH</c>.</summary>
public static class Tool
{
    // Debian keeps daemons out of an ordinary user's PATH.
    private static readonly string[] DaemonFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    private static readonly Dictionary<string, string> Packages = new()
    {
        ["dbus-daemon"] = "dbus",
        ["dbus-send"] = "dbus",
        ["faketime"] = "faketime",
        ["gcc"] = "gcc",
        ["java"] = "default-jdk-headless",
        ["javac"] = "default-jdk-headless",
        ["mosquitto"] = "mosquitto",
        ["mosquitto_pub"] = "mosquitto-clients",
        ["mosquitto_sub"] = "mosquitto-clients",
        ["openssl"] = "openssl",
        ["p11tool"] = "gnutls-bin",
        ["pkcs11-tool"] = "opensc",
        ["script"] = "bsdutils",
        ["setpriv"] = "util-linux",
        ["setsid"] = "util-linux",
        ["softhsm2-util"] = "softhsm2",
        ["sqlite3"] = "sqlite3",
        ["swtpm"] = "swtpm",
        ["swtpm_setup"] = "swtpm-tools",
        ["tpm2-abrmd"] = "tpm2-abrmd",
        ["tpm2_ptool"] = "libtpm2-pkcs11-tools",
    };

    /// <summary>The Debian packages whose programs the tests use by name.</summary>
    public static IReadOnlyCollection<string> PackageNames => Packages.Values;

    /// <summary>Finds a program.</summary>
    /// <param name="name">The file name of the program, or a path, which is returned as it is.</param>
    /// <returns>The absolute path of the program.</returns>
    /// <exception cref="ToolMissingException">No folder holds an executable file of that name.</exception>
    public static string Find(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return name;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(DaemonFolders);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(IsExecutable)
            ?? throw new ToolMissingException(name, PackageOf(name));
    }

    /// <summary>Finds a shared library that is not on the loader's path.</summary>
    /// <param name="relativePaths">Where it may be below a library folder, most usual first.</param>
    /// <param name="package">The Debian package that holds it.</param>
    /// <returns>The absolute path of the library.</returns>
    /// <exception cref="ToolMissingException">The library is in none of the places.</exception>
    internal static string FindLibrary(IReadOnlyList<string> relativePaths, string package)
    {
        // Debian's multiarch folders (/usr/lib/x86_64-linux-gnu) first, then the places of other distributions.
        string[] folders =
        [
            .. Directory.GetDirectories("/usr/lib", "*-linux-gnu*"),
            "/usr/lib",
            "/usr/lib64",
            "/usr/local/lib",
        ];
        return relativePaths
                .SelectMany(path => folders.Select(folder => Path.Combine(folder, path)))
                .FirstOrDefault(File.Exists)
            ?? throw new ToolMissingException(relativePaths[0], package);
    }

    private static string PackageOf(string name) =>
        Packages.GetValueOrDefault(name) ?? (name.StartsWith("tpm2_", StringComparison.Ordinal) ? "tpm2-tools" : name);

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0;
}
