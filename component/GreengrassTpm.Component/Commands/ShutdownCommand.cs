using System.CommandLine;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>
/// <c>shutdown</c>: ends the running component when no write on the token is half made. The nucleus runs it before it sends
/// signals, which it does not wait long for.
/// </summary>
internal static class ShutdownCommand
{
    private const string Help = """
        end the running component as soon as no write on the token is half made

        The nucleus runs it; where no component runs it does nothing.
        """;

    internal static Command Create(Outputs outputs)
    {
        Option<string?> root = TokenOptions.NewRoot();
        Command command = new("shutdown", Help) { root };
        command.SetAction(line => Run(new DeviceFolders(line.GetValue(root) ?? "/"), outputs));
        return command;
    }

    private static int Run(DeviceFolders folders, Outputs outputs)
    {
        try
        {
            ControlAnswer? answer = ControlSocket
                .AskAsync(folders.ControlSocket, new ControlRequest(ControlRequest.Stop), CancellationToken.None)
                .GetAwaiter()
                .GetResult();
            outputs.Out.WriteLine(answer?.Message ?? "no component runs");
            return (int)ExitCode.Done;
        }
        catch (IOException)
        {
            // It has ended while it was being asked, which is what was wanted.
            return (int)ExitCode.Done;
        }
    }
}
