namespace GreengrassTpm.Testing;

/// <summary>Where all files of the tests are: one folder a user, on the RAM disk where there is one.</summary>
internal static class TestFolders
{
    private const string RamDisk = "/dev/shm";

    // Other users may pass through (a reader that runs as the nucleus' user) but not look around.
    private const UnixFileMode PassThrough =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherExecute;

    internal static string Root =>
        Make(
            Path.Combine(
                Directory.Exists(RamDisk) ? RamDisk : Path.GetTempPath(),
                $"greengrass-tpm-tests-{LibC.GetEffectiveUserId()}"
            )
        );

    internal static string Make(string path) => Directory.CreateDirectory(path, PassThrough).FullName;
}
