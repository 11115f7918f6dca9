using System.CommandLine;
using System.Text;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Component;

/// <summary><c>verify</c>: examines the device's credential from the token's store to AWS IoT.</summary>
internal sealed class VerifyCommand
{
    private const string Help = """
        examine the device's credential, from the token's store to AWS IoT, and say what to do; change nothing

        Examples:
          greengrass-tpm verify
          greengrass-tpm verify --offline --output json
          greengrass-tpm verify --html report.html

        Ends with 0 (fit), 10 (fit, with warnings), 2 (unfit) or 3 (could not be examined). The PIN is used once at the most.
        As another user than root it reports what that user may see. Started by a nucleus, as the recipe's install step is, it
        asks the nucleus for whatever no option says: label, token, PIN, endpoints.
        """;

    private readonly ExaminationOptions _examination = new();

    private readonly Option<string?> _html = OptionKit.Text(
        "--html",
        "write the report as one self-contained page, too",
        "FILE"
    );

    internal static Command Create(Outputs outputs)
    {
        VerifyCommand parts = new();
        Command command = new("verify", Help) { parts._html };
        parts._examination.AddTo(command);
        command.SetAction(line => parts.Run(line, outputs));
        return command;
    }

    private int Run(ParseResult line, Outputs outputs)
    {
        OutputFormat format = line.GetValue(_examination.Token.Output);
        return ErrorPresenter.Guard(
            outputs.Choose(format),
            () =>
            {
                VerificationReport report = _examination.Examine(line);
                VerificationDocument document = report.ToDocument();
                if (line.GetValue(_html) is { } path)
                {
                    AtomicFile.Write(path, Encoding.UTF8.GetBytes(HtmlReport.Write(document)));
                }

                Write(document, format, outputs);
                return (ExitCode)document.ExitCode;
            }
        );
    }

    private static void Write(VerificationDocument document, OutputFormat format, Outputs outputs)
    {
        if (format == OutputFormat.Json)
        {
            outputs.Out.WriteLine(JsonReport.Write(document));
        }
        else
        {
            TextReport.Write(document, outputs.Out, outputs.IsTerminal);
        }
    }
}
