using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// Removes a token store as a whole: first it gets another name, which is one step, then it is emptied where its group cannot reach it
/// any more. So a killed removal is recognised by the name, and nobody can lay links for root to follow.
/// </summary>
internal static class StoreRemoval
{
    /// <summary>Whether anything of the store is there.</summary>
    internal static bool IsNeeded(string folder) => Places(folder).Any(Directory.Exists);

    /// <summary>Removes it.</summary>
    /// <exception cref="FileWriteException">It could not be removed.</exception>
    internal static void Remove(string folder)
    {
        DurableFolder.Delete(AsideOf(folder));
        DurableFolder.Delete(UnfinishedOf(folder));
        if (!Directory.Exists(folder))
        {
            return;
        }

        string aside = AsideOf(folder);
        DurableFolder.Move(folder, aside);
        File.SetUnixFileMode(aside, DurableFolder.OwnerOnly);
        DurableFolder.Delete(aside);
    }

    private static string[] Places(string folder) => [folder, AsideOf(folder), UnfinishedOf(folder)];

    /// <summary>Where a store is made before it is put in place; a killed provisioning may have left it.</summary>
    private static string UnfinishedOf(string folder) => Path.TrimEndingDirectorySeparator(folder) + ".new";

    private static string AsideOf(string folder) => Path.TrimEndingDirectorySeparator(folder) + ".removed";
}
