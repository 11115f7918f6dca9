using System.Diagnostics;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>Programs of the system, started with argument lists and never by a shell.</summary>
internal static class SystemProgram
{
    private const int LinesTold = 3;

    /// <summary>A program's path, looked up in PATH; null if it is not installed.</summary>
    internal static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Variables on top of the environment; null for none.</param>
    /// <exception cref="CommandException">It is not installed, or it failed; says with which words.</exception>
    internal static void Run(
        string name,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? variables = null
    )
    {
        string path =
            Find(name)
            ?? throw new CommandException(
                ExitCode.Configuration,
                $"{name} is not installed",
                "install it, and run the same command again"
            );
        ProcessStartInfo start = Start(path, arguments);
        foreach ((string variable, string value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[variable] = value;
        }

        (int exitCode, string output, string error) = Run(start);
        if (exitCode != 0)
        {
            throw new CommandException(
                ExitCode.Failed,
                $"{name} ended with exit code {exitCode}{LastLines(error, output)}",
                "put that right and run the same command again: it goes on where this run stopped"
            );
        }
    }

    /// <summary>What a program answers, however it ends.</summary>
    internal static string Ask(string path, IEnumerable<string> arguments) => Run(Start(path, arguments)).Output.Trim();

    private static ProcessStartInfo Start(string path, IEnumerable<string> arguments) =>
        new(path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

    private static (int ExitCode, string Output, string Error) Run(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    private static string LastLines(string error, string output)
    {
        string text = error.Trim().Length > 0 ? error : output;
        string[] lines = [.. text.Trim().Split('\n').TakeLast(LinesTold)];
        return text.Trim().Length == 0 ? "" : $": {string.Join(" | ", lines.Select(line => line.Trim()))}";
    }
}
