using Cake.Core.Diagnostics;
using Cake.Frosting;
using GreengrassTpm.Release;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Puts a release together: recipe, executables, bill of materials, digests.</summary>
[TaskName("Package")]
[TaskDescription("Makes artifacts/package: checked recipe, executables, bill of materials, SHA-256 sums")]
[IsDependentOn(typeof(PublishAllTask))]
public sealed class PackageTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        ComponentPackage package = context.MakePackage();
        context.Log.Information(
            "{0} {1} in {2}:",
            package.Recipe.Name,
            package.Recipe.Version,
            context.Paths.Root.GetRelativePath(context.Paths.Package)
        );
        foreach (PackagedFile file in package.Files)
        {
            context.Log.Information("{0,12}  {1}  {2}", file.Size, file.Sha256, file.Name);
        }
    }
}
