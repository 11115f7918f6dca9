using Cake.Common.IO;
using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.MSBuild;
using Cake.Common.Tools.DotNet.Publish;
using Cake.Common.Tools.DotNet.Restore;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Frosting;
using GreengrassTpm.Release;

namespace GreengrassTpm.Build.Tasks;

/// <summary>
/// Builds the committed sources twice, in two folders of different names, and compares the executables byte by byte: what
/// is released can be built again by whoever doubts it.
/// </summary>
[TaskName("Reproduce")]
[TaskDescription("Builds the commit twice and compares the executables byte by byte; --runtime chooses for what")]
public sealed class ReproduceTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        DirectoryPath folder = context.Paths.Artifacts.Combine("reproduce");
        context.CleanDirectory(folder);
        Dictionary<string, string> one = Build(context, folder.Combine("one"));
        Dictionary<string, string> other = Build(context, folder.Combine("another-one"));
        string[] different = [.. one.Keys.Where(name => one[name] != other[name])];
        if (one.Count == 0 || different.Length > 0)
        {
            throw new CakeException(
                one.Count == 0
                    ? "The commit has no executable."
                    : $"Two builds of one commit differ: {string.Join(", ", different)}. Compare them in {folder}."
            );
        }

        foreach ((string name, string digest) in one)
        {
            context.Log.Information("{0}  {1}", digest, name);
        }
    }

    /// <summary>Builds a clone of the commit and gives the digests of its executables.</summary>
    private static Dictionary<string, string> Build(BuildContext context, DirectoryPath clone)
    {
        context.Run("git", "clone", "--quiet", "--no-hardlinks", context.Paths.Root.FullPath, clone.FullPath);
        BuildPaths paths = new(clone, context.RuntimeIdentifier);
        // By the solution, as everything else is: a restore for one runtime would lock other packages.
        context.DotNetRestore(paths.Solution.FullPath, new DotNetRestoreSettings { WorkingDirectory = clone });
        Dictionary<string, string> digests = new(StringComparer.Ordinal);
        foreach (
            Executable executable in Executable.All.Where(item => context.FileExists(paths.Project(item.ProjectFolder)))
        )
        {
            context.DotNetPublish(
                paths.Project(executable.ProjectFolder).FullPath,
                new DotNetPublishSettings
                {
                    Configuration = context.BuildConfiguration,
                    Runtime = context.RuntimeIdentifier,
                    OutputDirectory = paths.Published,
                    WorkingDirectory = clone,
                    NoRestore = true,
                    NoLogo = true,
                    Verbosity = DotNetVerbosity.Quiet,
                    MSBuildSettings = Linker(context.RuntimeIdentifier),
                }
            );
            FilePath program = paths.Published.CombineWithFilePath(executable.FileName);
            digests[executable.FileName] = PackagedFile.Of(program.FullPath).Sha256;
        }

        return digests;
    }

    private static DotNetMSBuildSettings Linker(string runtime)
    {
        DotNetMSBuildSettings settings = new();
        foreach ((string name, string value) in CrossToolchain.Properties(runtime, BuildLifetime.ThisMachine()))
        {
            settings.WithProperty(name, value);
        }

        return settings;
    }
}
