using System.Text.Json;

namespace GreengrassTpm.Release;

/// <summary>A package that was compiled in, as a lock file names it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">The version that was resolved.</param>
/// <param name="ContentHash">NuGet's hash of its content, SHA-512 in base64.</param>
public sealed record LockedPackage(string Id, string Version, string ContentHash);

/// <summary>A project's <c>packages.lock.json</c>.</summary>
public static class PackageLock
{
    /// <summary>The file's name, beside the project.</summary>
    public const string FileName = "packages.lock.json";

    /// <summary>The packages of some projects, each once, in the order of their ids.</summary>
    /// <param name="files">Texts of the projects' lock files.</param>
    /// <returns>The packages.</returns>
    /// <exception cref="ReleaseException">A text is no lock file.</exception>
    public static IReadOnlyList<LockedPackage> Packages(IEnumerable<string> files) =>
        [
            .. files
                .SelectMany(Read)
                .Distinct()
                .OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase)
                .ThenBy(package => package.Version, StringComparer.Ordinal),
        ];

    private static List<LockedPackage> Read(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return
            [
                .. document
                    .RootElement.GetProperty("dependencies")
                    .EnumerateObject()
                    .SelectMany(framework => framework.Value.EnumerateObject())
                    .Where(package => package.Value.GetProperty("type").GetString() != "Project")
                    .Select(package => new LockedPackage(
                        package.Name,
                        package.Value.GetProperty("resolved").GetString()!,
                        package.Value.GetProperty("contentHash").GetString()!
                    )),
            ];
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ReleaseException($"A {FileName} cannot be read; restore the solution anew.", exception);
        }
    }
}
