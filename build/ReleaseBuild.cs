using Cake.Common;
using GreengrassTpm.Release;

namespace GreengrassTpm.Build;

/// <summary>The build's side of a release: where its parts are, and its errors in the build's words.</summary>
internal static class ReleaseBuild
{
    /// <summary>Reads <c>gdk-config.json</c>.</summary>
    /// <exception cref="ReleaseException">It is missing or wrong.</exception>
    public static GdkConfiguration LoadGdkConfiguration(this BuildContext context) =>
        GdkConfiguration.Load(context.Paths.GdkConfiguration.FullPath);

    /// <summary>How long and how often the cloud is asked; <c>--wait-minutes</c> and <c>--poll-seconds</c>.</summary>
    public static Pace CloudPace(this BuildContext context) =>
        new(
            TimeSpan.FromSeconds(context.Argument("poll-seconds", 5)),
            TimeSpan.FromMinutes(context.Argument("wait-minutes", 30)),
            TimeProvider.System
        );

    /// <summary>Makes the package out of what has been published for all architectures.</summary>
    /// <exception cref="ReleaseException">A program is missing or the recipe is wrong.</exception>
    public static ComponentPackage MakePackage(this BuildContext context)
    {
        GdkConfiguration configuration = context.LoadGdkConfiguration();
        string template = File.ReadAllText(context.Paths.RecipeTemplate.FullPath);
        return ComponentPackage.Make(
            context.Paths.Package.FullPath,
            template,
            configuration,
            [.. Programs(context)],
            programs => BillOfMaterials.Write(configuration, programs, LockedPackages(context), NativeNeed.All)
        );
    }

    private static IEnumerable<PackagedProgram> Programs(BuildContext context) =>
        from executable in Executable.All
        from architecture in DeviceArchitecture.All
        select new PackagedProgram(
            executable.FileName,
            architecture,
            context
                .Paths.PublishedFor(architecture.RuntimeIdentifier)
                .CombineWithFilePath(executable.FileName)
                .FullPath,
            executable.IsComponent
        );

    private static IReadOnlyList<LockedPackage> LockedPackages(BuildContext context) =>
        PackageLock.Packages(
            Executable
                .All.Select(executable =>
                    context
                        .Paths.Root.Combine(executable.ProjectFolder)
                        .CombineWithFilePath(PackageLock.FileName)
                        .FullPath
                )
                .Where(File.Exists)
                .Select(File.ReadAllText)
        );
}
