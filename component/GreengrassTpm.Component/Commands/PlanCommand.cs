using System.CommandLine;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary><c>plan</c>: what a rotation would do, when one is due, and why. Changes nothing.</summary>
internal sealed class PlanCommand
{
    private const string Help = """
        tell what a rotation would do, when one is due, and why; change nothing

        Examples:
          greengrass-tpm plan
          greengrass-tpm plan --max-key-age 30d --window 02:00-04:00

        Reads the journal and the certificate on the token: it needs neither a PIN nor a network.
        """;

    private readonly PlanOptions _plan = new();

    internal static Command Create(Outputs outputs)
    {
        PlanCommand parts = new();
        Command command = new("plan", Help);
        parts._plan.AddTo(command);
        command.SetAction(line => parts.Run(line, outputs));
        return command;
    }

    private int Run(ParseResult line, Outputs outputs) =>
        ErrorPresenter.Guard(
            outputs.Choose(line.GetValue(_plan.Token.Output)),
            () => _plan.Plan(line, _plan.History(line), RotationRequest.None)
        );
}
