using System.Diagnostics;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>Runs a program of the device to its end, without a shell and without this component's tokens.</summary>
internal static class ProgramRun
{
    private const int LongestWords = 300;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly string[] Secrets = ["SVCUID", "AWS_CONTAINER_AUTHORIZATION_TOKEN"];

    /// <summary>Runs it.</summary>
    /// <param name="arguments">The program's absolute path and its arguments.</param>
    /// <param name="cancellation">Stops waiting; the program goes on.</param>
    /// <exception cref="RotationPortException">It could not be started, did not end in time, or has failed.</exception>
    internal static async Task RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using Process process = Start(arguments);
        process.StandardInput.Close();
        Task<string> words = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation).WaitAsync(Limit, cancellation);
        }
        catch (TimeoutException)
        {
            throw Failed(arguments, $"it has not ended within {Limit.TotalSeconds:0} s");
        }

        if (process.ExitCode != 0)
        {
            string said = ErrorExplanation.Sentence(await words);
            throw Failed(arguments, $"exit code {process.ExitCode}: {said[..Math.Min(said.Length, LongestWords)]}");
        }
    }

    private static Process Start(IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(arguments[0], arguments.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        foreach (string secret in Secrets)
        {
            start.Environment.Remove(secret);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw Failed(arguments, ErrorExplanation.Sentence(error.Message), error);
        }
    }

    private static RotationPortException Failed(
        IReadOnlyList<string> arguments,
        string reason,
        Exception? cause = null
    ) =>
        new(
            $"{string.Join(' ', arguments)}: {reason}",
            RetryClass.Retryable,
            "rotation.restartCommand says how the nucleus is restarted",
            cause
        );
}
