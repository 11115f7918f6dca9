using System.CommandLine;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Component;

/// <summary><c>support</c>: what somebody needs who is asked for help, in one file.</summary>
internal sealed class SupportCommand
{
    private const string Help = """
        examine the device, and write what somebody needs who is asked for help: a tar.gz without any secret

        Examples:
          greengrass-tpm support support.tar.gz
          greengrass-tpm support --offline support.tar.gz

        It holds the report, the journal, what provisioning noted, versions, and what was seen of the nucleus' configuration.
        """;

    private readonly ExaminationOptions _examination = new();
    private readonly Argument<string> _file = new("FILE") { Description = "the file to write" };

    internal static Command Create(Outputs outputs)
    {
        SupportCommand parts = new();
        Command command = new("support", Help) { parts._file };
        parts._examination.AddTo(command);
        command.SetAction(line => parts.Run(line, outputs));
        return command;
    }

    private int Run(ParseResult line, Outputs outputs) =>
        ErrorPresenter.Guard(
            outputs.Choose(line.GetValue(_examination.Token.Output)),
            () =>
            {
                string path = line.GetValue(_file)!;
                VerificationReport report = _examination.Examine(line);
                IReadOnlyList<string> files = SupportBundle.Write(path, report, _examination.Token.Folders(line));
                return new SupportReport(path, files, TextReport.Summary(report.ToDocument()));
            }
        );
}
