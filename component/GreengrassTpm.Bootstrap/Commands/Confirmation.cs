using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>Asks before something that cannot be undone.</summary>
/// <param name="outputs">Where the question goes.</param>
/// <param name="isGiven">Whether the command line has answered it.</param>
internal sealed class Confirmation(Outputs outputs, bool isGiven)
{
    /// <summary>Makes sure that it is wanted.</summary>
    /// <param name="action">What is about to be done.</param>
    /// <exception cref="CommandException">It is not, or there is nobody to ask.</exception>
    internal void Require(string action)
    {
        if (isGiven)
        {
            return;
        }

        if (!outputs.IsTerminal || Console.IsInputRedirected)
        {
            throw new CommandException(
                ExitCode.Usage,
                $"there is nobody to ask: {action}?",
                "say --yes to have it done without a question"
            );
        }

        outputs.Out.Write($"{action}? It cannot be undone. Type yes: ");
        if (Console.ReadLine()?.Trim() != "yes")
        {
            throw new CommandException(ExitCode.Usage, $"not confirmed: {action}", "nothing was changed");
        }
    }
}
