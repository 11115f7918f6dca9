using GreengrassTpm.Build;

namespace GreengrassTpm.Tests.Architecture;

/// <summary>The files of the repository, as its rules see them.</summary>
internal static class Repository
{
    private static readonly string[] MadeFolders =
    [
        "bin",
        "obj",
        "artifacts",
        "greengrass-build",
        "TestResults",
        ".git",
        ".vs",
        ".idea",
    ];

    public static string Root { get; } = RepositoryRoot.Find(AppContext.BaseDirectory);

    /// <summary>Files by their paths relative to the root, without what the compiler and the build make.</summary>
    /// <param name="folder">Where to look, relative to the root; "" for everywhere.</param>
    /// <param name="extensions">Their extensions, each with its dot; none for all.</param>
    public static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Below(new DirectoryInfo(Path.Combine(Root, folder)))
            .Where(file => extensions.Length == 0 || extensions.Contains(file.Extension))
            .Select(file => Path.GetRelativePath(Root, file.FullName));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static IEnumerable<FileInfo> Below(DirectoryInfo folder) =>
        folder
            .EnumerateFiles()
            .Concat(
                folder
                    .EnumerateDirectories()
                    .Where(child => child.LinkTarget is null && !MadeFolders.Contains(child.Name))
                    .SelectMany(Below)
            );
}
