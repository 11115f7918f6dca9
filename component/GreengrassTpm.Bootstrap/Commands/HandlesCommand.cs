using System.CommandLine;
using System.Globalization;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Tpm;

namespace GreengrassTpm.Bootstrap;

/// <summary><c>handles</c>: the TPM's persistent handles, of which some chips have only seven.</summary>
internal sealed class HandlesCommand
{
    private const string Help = """
        list the TPM's persistent handles and what is known of each; evict one that nobody needs

        Examples:
          greengrass-tpm-bootstrap handles
          greengrass-tpm-bootstrap handles --store /srv/tokens --output json
          greengrass-tpm-bootstrap handles --evict 0x81000003
              asks first on a terminal; elsewhere it needs --yes

        Only a storage primary as tpm2_ptool init leaves one on each run, which no store refers to, is evicted without --force.
        What only an evicted object could unwrap is lost for good: name all stores with --store.
        """;

    private readonly Option<string?> _root = TokenOptions.NewRoot();
    private readonly Option<string?> _tcti = TokenOptions.NewTcti();
    private readonly Option<OutputFormat> _output = TokenOptions.NewOutput();

    private readonly Option<string[]> _stores = new("--store")
    {
        Description = "a folder with a token store to look into, besides the usual ones; may be given several times",
        HelpName = "DIR",
    };

    private readonly Option<uint?> _evict = OptionKit.Parsed<uint?>(
        "--evict",
        "remove this one from the chip for good",
        "HANDLE",
        text =>
            text.StartsWith("0x81", StringComparison.OrdinalIgnoreCase)
            && text.Length == "0x81000000".Length
            && uint.TryParse(
                text.AsSpan(2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out uint handle
            )
                ? handle
                : throw new FormatException("a persistent handle is wanted, for example 0x81000003")
    );

    private readonly Option<bool> _yes = new("--yes") { Description = "evict without asking" };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "evict a handle that is in use, shared or unknown",
    };

    internal static Command Create(Outputs outputs)
    {
        HandlesCommand parts = new();
        Command command = new("handles", Help)
        {
            parts._stores,
            parts._evict,
            parts._yes,
            parts._force,
            parts._root,
            parts._tcti,
            parts._output,
        };
        command.SetAction(line => parts.Run(line, outputs));
        return command;
    }

    private int Run(ParseResult line, Outputs outputs)
    {
        IOutput output = outputs.Choose(line.GetValue(_output));
        return ErrorPresenter.Guard(output, () => Run(line, new Confirmation(outputs, line.GetValue(_yes))));
    }

    private HandlesReport Run(ParseResult line, Confirmation confirmation)
    {
        if (line.GetValue(_evict) is not null)
        {
            // Who may not see all stores takes another's parent for an orphan.
            Prerequisites.RequireRoot("an eviction");
        }

        using TpmChip chip = TpmChip.Open(TpmAddress.Choose(line.GetValue(_tcti)));
        DeviceFolders folders = new(line.GetValue(_root) ?? "/");
        string[] stores = line.GetValue(_stores) ?? [];
        HandlesReport report = HandleSurvey.Take(chip, folders, stores);
        if (line.GetValue(_evict) is not uint number)
        {
            return report;
        }

        HandleReport handle = Require(report, number, line.GetValue(_force));
        confirmation.Require($"evict {handle.Handle} ({handle.Type}: {handle.Known})");
        chip.Evict(number);
        return HandleSurvey.Take(chip, folders, stores) with { Evicted = handle.Handle };
    }

    private static HandleReport Require(HandlesReport report, uint number, bool force)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"0x{number:X8}");
        HandleReport handle =
            report.Handles.FirstOrDefault(found => found.Handle == text)
            ?? throw new CommandException(
                ExitCode.Configuration,
                $"the TPM has no persistent handle {text}",
                "see those that it has: greengrass-tpm-bootstrap handles"
            );
        if (!force && report.UnreadableStores.Count > 0)
        {
            throw new CommandException(
                ExitCode.Permission,
                $"{text} was not evicted: {string.Join(", ", report.UnreadableStores)} could not be read, and a token in it may lie under it",
                "make it readable for root, or insist with --force if you know that no token in it is needed"
            );
        }

        return force || EvictionRule.Refusal(handle) is not string refusal
            ? handle
            : throw new CommandException(
                ExitCode.Configuration,
                $"{text} was not evicted: {refusal}",
                "only if you know that nobody needs it: --force"
            );
    }
}
