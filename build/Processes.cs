using Cake.Common;
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
