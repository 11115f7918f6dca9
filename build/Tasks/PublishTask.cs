using System.Globalization;
using Cake.Common.IO;
using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.MSBuild;
using Cake.Common.Tools.DotNet.Publish;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Publishes the executables as native code, side by side, and weighs them.</summary>
[TaskName("Publish")]
[TaskDescription("Publishes the native executables into artifacts/<runtime>; --runtime chooses it")]
[IsDependentOn(typeof(CompileTask))]
public sealed class PublishTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        context.CleanDirectory(context.Paths.Published);
        foreach (Executable executable in Executable.All.Where(executable => IsPresent(context, executable)))
        {
            Publish(context, executable);
            Weigh(context, executable);
        }
    }

    private static bool IsPresent(BuildContext context, Executable executable) =>
        context.FileExists(context.Paths.Project(executable.ProjectFolder));

    private static void Publish(BuildContext context, Executable executable) =>
        context.DotNetPublish(
            context.Paths.Project(executable.ProjectFolder).FullPath,
            new DotNetPublishSettings
            {
                Configuration = context.BuildConfiguration,
                Runtime = context.RuntimeIdentifier,
                OutputDirectory = context.Paths.Published,
                NoRestore = true,
                NoLogo = true,
                Verbosity = DotNetVerbosity.Minimal,
                MSBuildSettings = new DotNetMSBuildSettings().WithProperty(
                    "CopyOutputSymbolsToPublishDirectory",
                    "false"
                ),
            }
        );

    private static void Weigh(BuildContext context, Executable executable)
    {
        FilePath path = context.Paths.Published.CombineWithFilePath(executable.FileName);
        long size = context.FileSize(path);
        context.Log.Information("{0}: {1}", executable.FileName, Megabytes(size));
        if (size > Executable.SizeLimit)
        {
            throw new CakeException(
                $"{executable.FileName} weighs {Megabytes(size)}; the limit is {Megabytes(Executable.SizeLimit)}."
            );
        }
    }

    private static string Megabytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.00} MB");
}
