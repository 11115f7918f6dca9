using System.CommandLine;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Component;

/// <summary>The program <c>greengrass-tpm</c>, from its command line to its exit code.</summary>
public static class ComponentProgram
{
    /// <summary>Parses the arguments and runs the command.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    /// <param name="outputs">Where results go.</param>
    /// <returns>The exit code (<see cref="ExitCode"/>).</returns>
    public static int Run(IReadOnlyList<string> arguments, Outputs outputs)
    {
        RootCommand root = new("renews an AWS IoT Greengrass identity that is kept in a TPM 2.0, in place")
        {
            StatusCommand.Create(outputs),
            PlanCommand.Create(outputs),
            RotateCommand.Create(outputs),
            RecoverCommand.Create("greengrass-tpm", outputs),
            VerifyCommand.Create(outputs),
            SupportCommand.Create(outputs),
            RunCommand.Create(outputs),
            ShutdownCommand.Create(outputs),
        };
        return new CommandRunner("greengrass-tpm", root).Run(arguments, outputs);
    }
}
