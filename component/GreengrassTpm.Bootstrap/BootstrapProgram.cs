using System.CommandLine;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>The program <c>greengrass-tpm-bootstrap</c>, from its command line to its exit code.</summary>
public static class BootstrapProgram
{
    /// <summary>Parses the arguments and runs the command.</summary>
    /// <param name="arguments">The arguments, without the program's name.</param>
    /// <param name="outputs">Where results go.</param>
    /// <returns>The exit code (<see cref="ExitCode"/>).</returns>
    public static int Run(IReadOnlyList<string> arguments, Outputs outputs)
    {
        RootCommand root = new(
            "keeps an AWS IoT Greengrass identity in a TPM 2.0: provisioning of a device, and its reverse"
        )
        {
            ProvisionCommand.Create(outputs),
            TeardownCommand.Create(outputs),
            HandlesCommand.Create(outputs),
            PinCommand.Create(outputs),
            ConnectCommand.Create(outputs),
            RecoverCommand.Create("greengrass-tpm-bootstrap", outputs),
        };
        return new CommandRunner("greengrass-tpm-bootstrap", root).Run(arguments, outputs);
    }
}
