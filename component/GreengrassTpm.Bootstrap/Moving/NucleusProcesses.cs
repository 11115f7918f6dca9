namespace GreengrassTpm.Bootstrap;

/// <summary>The processes of a nucleus.</summary>
internal static class NucleusProcesses
{
    // Both executables; the component's process belongs to the nucleus' service, too, and says nothing of the nucleus.
    private const string OwnPrograms = "greengrass-tpm";

    /// <summary>Whether one of them uses a token store.</summary>
    /// <param name="store">The folder of the store.</param>
    /// <param name="units">The nucleus' services.</param>
    /// <param name="systemd">systemd, which knows whose a process is, unless it does not run the services.</param>
    internal static bool Use(string store, IReadOnlyList<string> units, Systemd systemd) =>
        StoreUsers
            .Processes(store)
            .Any(process =>
                !RunningPrograms.NameOf(process).StartsWith(OwnPrograms, StringComparison.Ordinal)
                && systemd.MayOwn(units, process)
            );
}
