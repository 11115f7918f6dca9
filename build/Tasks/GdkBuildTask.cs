using Cake.Core.Diagnostics;
using Cake.Frosting;
using GreengrassTpm.Release;

namespace GreengrassTpm.Build.Tasks;

/// <summary>What <c>gdk component build</c> runs: leaves recipe and artifacts where gdk looks for them.</summary>
[TaskName("GdkBuild")]
[TaskDescription("Fills greengrass-build for 'gdk component publish'; 'gdk component build' runs this")]
[IsDependentOn(typeof(PackageTask))]
public sealed class GdkBuildTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        GdkBuildFolder folder = new(context.Paths.Root.FullPath, context.LoadGdkConfiguration());
        folder.Fill(ComponentPackage.Load(context.Paths.Package.FullPath));
        context.Log.Information("gdk finds the recipe at {0}.", folder.RecipePath);
    }
}
