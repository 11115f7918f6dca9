using System.Text.RegularExpressions;
using GreengrassTpm.Build;
using GreengrassTpm.Testing;

namespace GreengrassTpm.Tests.Build;

/// <summary>A compiled build program, run as its user runs it.</summary>
internal static partial class BuildProgram
{
    private static readonly string Root = RepositoryRoot.Find(AppContext.BaseDirectory);

    /// <summary>The folder of the sample's assemblies, in the same configuration as the tests.</summary>
    public static string SampleFolder => OutputFolder("tests/Cake.Frosting.Sample");

    public static ChildResult RunSample(params string[] arguments) =>
        Run(Path.Combine(SampleFolder, "Cake.Frosting.Sample.dll"), arguments);

    public static ChildResult RunBuild(params string[] arguments) =>
        Run(Path.Combine(OutputFolder("build"), "Build.dll"), arguments);

    /// <summary>Runs the build with more variables in its environment.</summary>
    public static ChildResult RunBuild(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        ChildProcess.Run(
            new Command("dotnet", [Path.Combine(OutputFolder("build"), "Build.dll"), .. arguments]).With(environment)
        );

    /// <summary>The lines of the sample's own tasks and lifetimes, which start with "say: ".</summary>
    public static string[] Said(this ChildResult result) =>
        [.. result.Lines().Where(line => line.StartsWith("say: ", StringComparison.Ordinal)).Select(line => line[5..])];

    public static string[] Lines(this ChildResult result) =>
        Colours()
            .Replace(result.Output, "")
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static string PlainError(this ChildResult result) => Colours().Replace(result.Error, "");

    private static ChildResult Run(string assembly, string[] arguments) =>
        ChildProcess.Run(new Command("dotnet", [assembly, .. arguments]));

    private static string OutputFolder(string project)
    {
        // bin/<configuration>/<framework>/
        DirectoryInfo framework = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(Root, project, "bin", framework.Parent!.Name, framework.Name);
    }

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Colours();
}
