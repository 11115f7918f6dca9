using System.Globalization;
using Cake.Common.IO;
using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.MSBuild;
using Cake.Common.Tools.DotNet.Publish;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace GreengrassTpm.Build;

/// <summary>Publishes the executables for one kind of machine, side by side, stripped, and weighs them.</summary>
/// <param name="context">The build's context.</param>
internal sealed class ExecutablePublisher(BuildContext context)
{
    /// <summary>The folder, beside the executables, that their symbols are kept in for whoever reads a stack trace.</summary>
    private const string Symbols = "symbols";

    /// <summary>Publishes all executables that there are.</summary>
    /// <param name="runtime">The runtime identifier.</param>
    /// <exception cref="CakeException">The compiler failed, or an executable is too heavy.</exception>
    public void Publish(string runtime)
    {
        DirectoryPath folder = context.Paths.PublishedFor(runtime);
        context.CleanDirectory(folder);
        foreach (Executable executable in Executable.All.Where(IsPresent))
        {
            Publish(executable, runtime, folder);
            Weigh(executable, folder);
        }

        Tidy(folder);
    }

    private bool IsPresent(Executable executable) =>
        context.FileExists(context.Paths.Project(executable.ProjectFolder));

    private void Publish(Executable executable, string runtime, DirectoryPath folder) =>
        context.DotNetPublish(
            context.Paths.Project(executable.ProjectFolder).FullPath,
            new DotNetPublishSettings
            {
                Configuration = context.BuildConfiguration,
                Runtime = runtime,
                OutputDirectory = folder,
                // The fallback is compiled by other packages than those that the solution was restored with.
                NoRestore = !context.ReadyToRunFallback,
                NoLogo = true,
                Verbosity = DotNetVerbosity.Minimal,
                MSBuildSettings = Properties(runtime),
            }
        );

    private DotNetMSBuildSettings Properties(string runtime)
    {
        DotNetMSBuildSettings settings = new DotNetMSBuildSettings().WithProperty(
            "CopyOutputSymbolsToPublishDirectory",
            "true"
        );
        if (context.ReadyToRunFallback)
        {
            settings.WithProperty("ReadyToRunFallback", "true");
        }

        foreach ((string name, string value) in CrossToolchain.Properties(runtime, BuildLifetime.ThisMachine()))
        {
            settings.WithProperty(name, value);
        }

        return settings;
    }

    /// <summary>Leaves the executables alone in the folder, and their symbols below it.</summary>
    private void Tidy(DirectoryPath folder)
    {
        DirectoryPath symbols = folder.Combine(Symbols);
        context.EnsureDirectoryExists(symbols);
        context.MoveFiles($"{folder}/*.dbg", symbols);
        context.DeleteFiles($"{folder}/*.pdb");
        context.DeleteFiles($"{folder}/*.xml");
    }

    private void Weigh(Executable executable, DirectoryPath folder)
    {
        long size = context.FileSize(folder.CombineWithFilePath(executable.FileName));
        context.Log.Information("{0}: {1}", executable.FileName, Megabytes(size));
        if (size > executable.SizeLimit && !context.ReadyToRunFallback)
        {
            throw new CakeException(
                $"{executable.FileName} weighs {Megabytes(size)}; the limit is {Megabytes(executable.SizeLimit)}."
            );
        }
    }

    private static string Megabytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.00} MB");
}
