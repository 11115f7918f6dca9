namespace GreengrassTpm.Credentials;

/// <summary>What both executables do first, because they hold PINs in memory and write private files.</summary>
public static class ProcessHardening
{
    private const int OwnerOnlyMask = 0b000_111_111; // 0077

    /// <summary>Switches core dumps and ptrace(2) by equals off (prctl PR_SET_DUMPABLE) and makes new files private (umask 077).</summary>
    public static void Apply()
    {
        _ = Libc.SetDumpable(0);
        _ = Libc.SetCreationMask(OwnerOnlyMask);
    }
}
