using Cake.Common;
using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Run;
using Cake.Core;
using Cake.Core.IO;

namespace GreengrassTpm.Build;

/// <summary>Starts programs with argument lists, in the repository's root.</summary>
internal static class Processes
{
    /// <summary>Runs a program whose output the user sees.</summary>
    /// <exception cref="CakeException">It ended with another exit code than zero.</exception>
    public static void Run(this BuildContext context, string program, params IEnumerable<string> arguments)
    {
        ProcessSettings settings = Settings(context, arguments);
        int exitCode = context.StartProcess(program, settings);
        if (exitCode != 0)
        {
            throw new CakeException($"'{program} {settings.Arguments.Render()}' ended with exit code {exitCode}.");
        }
    }

    /// <summary>Runs a program and takes its standard output; its exit code and complaints do not matter.</summary>
    /// <returns>The lines of its output.</returns>
    public static IReadOnlyList<string> Ask(
        this BuildContext context,
        string program,
        params IEnumerable<string> arguments
    )
    {
        ProcessSettings settings = Settings(context, arguments);
        settings.RedirectStandardOutput = true;
        settings.RedirectStandardError = true;
        settings.Silent = true;
        context.StartProcess(program, settings, out IEnumerable<string> lines, out _);
        return [.. lines];
    }

    /// <summary>Runs a program of this repository that has been compiled, and tells it where the published executables are.</summary>
    /// <param name="context">The build.</param>
    /// <param name="projectFolder">Its project's folder, relative to the root.</param>
    public static void RunProject(this BuildContext context, string projectFolder) =>
        context.DotNetRun(
            context.Paths.Project(projectFolder).FullPath,
            new DotNetRunSettings
            {
                Configuration = context.BuildConfiguration,
                NoBuild = true,
                EnvironmentVariables = new Dictionary<string, string>
                {
                    [TestSuite.ArtifactsVariable] = context.Paths.Published.FullPath,
                },
            }
        );

    private static ProcessSettings Settings(BuildContext context, IEnumerable<string> arguments)
    {
        ProcessArgumentBuilder builder = new();
        foreach (string argument in arguments)
        {
            builder.AppendQuoted(argument);
        }

        return new ProcessSettings { Arguments = builder, WorkingDirectory = context.Paths.Root };
    }
}
