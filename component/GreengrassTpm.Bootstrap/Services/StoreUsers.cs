using System.Globalization;
using System.Text;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// The processes that use a token store: they have a file in it open, as tpm2-pkcs11 has from C_Initialize to C_Finalize, or they have
/// the module loaded and the store in their environment.
/// </summary>
internal static class StoreUsers
{
    private const string ModuleName = "tpm2_pkcs11";

    /// <summary>Finds them.</summary>
    /// <param name="store">The folder of the store.</param>
    /// <returns>Each with its name, for people: <c>java (process 712)</c>.</returns>
    internal static IReadOnlyList<string> Find(string store) =>
        [.. Processes(store).Select(id => $"{RunningPrograms.NameOf(id)} (process {id})")];

    /// <summary>The processes' ids.</summary>
    /// <param name="store">The folder of the store.</param>
    internal static IEnumerable<int> Processes(string store) =>
        from name in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
        where int.TryParse(name, CultureInfo.InvariantCulture, out int id) && id != Environment.ProcessId
        where Uses($"/proc/{name}", store)
        select int.Parse(name, CultureInfo.InvariantCulture);

    private static bool Uses(string process, string store) =>
        HasOpen(process, store)
        || (
            Read($"{process}/environ").Split('\0').Contains($"TPM2_PKCS11_STORE={store}")
            && Read($"{process}/maps").Contains(ModuleName, StringComparison.Ordinal)
        );

    private static bool HasOpen(string process, string store)
    {
        try
        {
            return Directory
                .EnumerateFileSystemEntries($"{process}/fd")
                .Any(file => new FileInfo(file).LinkTarget?.StartsWith(store + "/", StringComparison.Ordinal) == true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // It has ended meanwhile.
        }
    }

    private static string Read(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ""; // It has ended meanwhile.
        }
    }
}
