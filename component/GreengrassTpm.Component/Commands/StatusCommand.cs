using System.CommandLine;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary><c>status</c>: the journal in words.</summary>
internal sealed class StatusCommand
{
    private const string Help = """
        tell how rotations stand: what has happened, what is next, what went wrong, what is owed

        Examples:
          greengrass-tpm status
          greengrass-tpm status --output json

        Reads the journal and nothing else: it needs neither the TPM nor a network.
        """;

    private readonly Option<string?> _root = TokenOptions.NewRoot();
    private readonly Option<OutputFormat> _output = TokenOptions.NewOutput();

    internal static Command Create(Outputs outputs)
    {
        StatusCommand parts = new();
        Command command = new("status", Help) { parts._root, parts._output };
        command.SetAction(line => parts.Run(line, outputs));
        return command;
    }

    private int Run(ParseResult line, Outputs outputs)
    {
        string path = new DeviceFolders(line.GetValue(_root) ?? "/").Journal;
        return ErrorPresenter.Guard(
            outputs.Choose(line.GetValue(_output)),
            () => StatusReport.Of(path, Journal.Open(path))
        );
    }
}
