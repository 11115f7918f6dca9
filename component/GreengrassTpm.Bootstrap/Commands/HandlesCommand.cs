using System.CommandLine;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Tpm;

namespace GreengrassTpm.Bootstrap;

/// <summary><c>handles</c>: the TPM's persistent handles, of which some chips have only seven.</summary>
internal sealed class HandlesCommand
{
    private const string Help = """
        list the TPM's persistent handles and what is known of each

        Examples:
          greengrass-tpm-bootstrap handles
          greengrass-tpm-bootstrap handles --tcti device:/dev/tpm0 --output json
        """;

    private readonly Option<string?> _tcti = TokenOptions.NewTcti();
    private readonly Option<OutputFormat> _output = TokenOptions.NewOutput();

    internal static Command Create(Outputs outputs)
    {
        HandlesCommand parts = new();
        Command command = new("handles", Help) { parts._tcti, parts._output };
        command.SetAction(line => parts.Run(line, outputs));
        return command;
    }

    private int Run(ParseResult line, Outputs outputs)
    {
        IOutput output = outputs.Choose(line.GetValue(_output));
        return ErrorPresenter.Guard(output, () => Read(TpmAddress.Choose(line.GetValue(_tcti))));
    }

    private static HandlesReport Read(string tcti)
    {
        using TpmChip chip = TpmChip.Open(tcti);
        ChipProperties properties = chip.ReadProperties();
        return new HandlesReport
        {
            Handles = [.. chip.ReadPersistentHandles().Select(HandleKnowledge.Describe)],
            Free = properties.PersistentAvailable,
            Guaranteed = properties.PersistentMinimum,
        };
    }
}
