using System.Security.Cryptography;
using System.Text;

namespace GreengrassTpm.Testing;

/// <summary>Folders whose making takes time and whose content depends on a key only: made once a machine.</summary>
internal static class MadeOnce
{
    /// <summary>Gets a folder, making it if it is not there yet.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="key">All that its content depends on: versions, sources, options.</param>
    /// <param name="make">Fills an empty folder.</param>
    /// <returns>The absolute path of the folder, not to be written to.</returns>
    internal static string Get(string name, string key, Action<string> make)
    {
        var cache = TestFolders.Make(Path.Combine(TestFolders.Root, "made-once"));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        var final = Path.Combine(cache, $"{name}-{digest[..16]}");
        if (!Directory.Exists(final))
        {
            MakeAndPublish(final, make);
        }

        return final;
    }

    private static void MakeAndPublish(string final, Action<string> make)
    {
        using var workplace = PrivateFolder.Create();
        var made = workplace.Folder("made");
        make(made);
        try
        {
            // rename(2): whoever looks sees either nothing or the whole folder.
            Directory.Move(made, final);
        }
        catch (IOException) when (Directory.Exists(final))
        {
            // Another test process was faster; its folder is as good.
        }
    }
}
