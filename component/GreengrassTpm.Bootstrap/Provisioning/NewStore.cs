using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// Makes a token store aside and puts it in place as a whole. tpm2-pkcs11 makes its tables in nine transactions, and takes a store
/// that lacks some of them for damaged; so a store that is made in place and killed meanwhile could never be used.
/// </summary>
internal static class NewStore
{
    private const string FileName = "tpm2_pkcs11.sqlite3";

    /// <summary>Whether a folder has a store.</summary>
    internal static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>Makes a store.</summary>
    /// <param name="folder">The folder that it is to be in.</param>
    /// <param name="group">The group whose members may use it.</param>
    /// <param name="fill">Makes it in the folder it is given.</param>
    /// <exception cref="FileWriteException">It could not be made, or not be put in place.</exception>
    internal static void Make(string folder, UnixGroup group, Action<string> fill)
    {
        // Beside the folder and not in it, where its group could lay links. What a killed run has left there is half of this.
        string aside = Path.TrimEndingDirectorySeparator(folder) + ".new";
        Remove(aside);
        DurableFolder.Create(aside, DurableFolder.OwnerOnly);
        fill(aside);
        string made = Path.Combine(aside, FileName);
        group.Share(made, StoreAccess.FileMode);
        PutInPlace(made, Path.Combine(folder, FileName));
        Remove(aside);
    }

    private static void PutInPlace(string made, string place)
    {
        try
        {
            // Not over a store that somebody else has made meanwhile.
            File.Move(made, place, overwrite: false);
        }
        catch (IOException error)
        {
            throw new FileWriteException("create", place, ErrorNumber.Of(error), error);
        }

        DurableFolder.Sync(Path.GetDirectoryName(place)!);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
