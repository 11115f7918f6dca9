namespace GreengrassTpm.Testing;

/// <summary>The state of a new chip, made once (0.7 s) and copied for each software TPM.</summary>
internal static class SwtpmTemplate
{
    // Raised whenever what is made here changes.
    private const string Generation = "1";

    internal static void CopyTo(string stateFolder, bool defaultLockout)
    {
        var version = ChildProcess.RunOrThrow("swtpm", "--version").Output;
        var template = MadeOnce.Get(
            "swtpm-state",
            $"{Generation} {version} {defaultLockout}",
            folder => Make(folder, defaultLockout)
        );
        foreach (var file in Directory.GetFiles(template))
        {
            File.Copy(file, Path.Combine(stateFolder, Path.GetFileName(file)));
        }
    }

    private static void Make(string stateFolder, bool defaultLockout)
    {
        ChildProcess.RunOrThrow("swtpm_setup", "--tpm2", "--tpmstate", stateFolder, "--lock-nvram", "--overwrite");
        if (!defaultLockout)
        {
            RaiseLockoutLimit(stateFolder);
        }

        File.Delete(Path.Combine(stateFolder, ".lock"));
    }

    private static void RaiseLockoutLimit(string stateFolder)
    {
        using var sockets = PrivateFolder.Create();
        var socket = sockets.File("tpm");
        using var swtpm = Swtpm.Start(stateFolder, socket);
        var tcti = Swtpm.Tcti(socket);
        ChildProcess.RunOrThrow("tpm2_dictionarylockout", ["-T", tcti, "-s", "-n", "32", "-t", "1000", "-l", "1000"]);
        ChildProcess.RunOrThrow("tpm2_shutdown", "-T", tcti, "-c");
    }
}
