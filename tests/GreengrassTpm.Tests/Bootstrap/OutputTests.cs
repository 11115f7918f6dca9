using GreengrassTpm.Bootstrap;
using GreengrassTpm.CommandLine;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap;

public sealed class OutputTests : IDisposable
{
    private static readonly ProvisionReport Report = new()
    {
        Outcome = ProvisionOutcome.Provisioned,
        Changed = true,
        Steps = [new StepReport("key", "generate the key in the TPM", StepState.Done, "greenkey, ec-p256")],
        ThingName = "gateway-7",
        CertificateId = "ab12",
        NucleusFiles = ["/etc/greengrass-tpm/nucleus/config.yaml"],
    };

    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Outside_a_terminal_each_fact_is_one_plain_line()
    {
        IOutput output = Choose(OutputFormat.Text, isTerminal: false);
        output.Finish(Report.Steps[0]);
        output.Write(Report);

        Assert.Equal(
            """
            done     generate the key in the TPM: greenkey, ec-p256
            thing: gateway-7
            outcome: provisioned
            certificate id: ab12
            nucleus configuration: /etc/greengrass-tpm/nucleus/config.yaml

            """,
            _out.ToString()
        );
    }

    [Fact]
    public void On_a_terminal_the_same_facts_appear()
    {
        IOutput output = Choose(OutputFormat.Text, isTerminal: true);
        output.Begin("generate the key in the TPM");
        output.Finish(Report.Steps[0]);
        output.Write(Report);

        Assert.Contains("greenkey, ec-p256", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("ab12", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_in_names_is_shown_and_not_obeyed()
    {
        IOutput output = Choose(OutputFormat.Text, isTerminal: true);
        output.Write(new ErrorReport("there is no [red]/dev/tpm0[/] [TPM_RC_X]", "look", 3));

        Assert.Contains("[TPM_RC_X]", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_get_one_document_and_no_progress()
    {
        IOutput output = Choose(OutputFormat.Json, isTerminal: true);
        output.Begin("generate the key in the TPM");
        output.Finish(Report.Steps[0]);
        output.Write(Report);

        Assert.Equal(
            """
            {
              "version": 1,
              "outcome": "Provisioned",
              "changed": true,
              "steps": [
                {
                  "id": "key",
                  "title": "generate the key in the TPM",
                  "state": "Done",
                  "detail": "greenkey, ec-p256"
                }
              ],
              "thingName": "gateway-7",
              "certificateId": "ab12",
              "nucleusFiles": [
                "/etc/greengrass-tpm/nucleus/config.yaml"
              ],
              "next": []
            }

            """,
            _out.ToString()
        );
    }

    [Fact]
    public void A_second_run_says_that_there_was_nothing_to_do()
    {
        Choose(OutputFormat.Text, isTerminal: false).Write(Report with { Changed = false });

        Assert.Contains("outcome: provisioned already, nothing to do", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Handles_are_listed_with_what_is_known_of_them()
    {
        HandlesReport handles = new()
        {
            Handles =
            [
                new HandleReport(
                    "0x81000001",
                    "RSA 2048 storage key",
                    ["fixedTPM"],
                    HandleKind.StorageRootKey,
                    [],
                    "storage root key"
                ),
                new HandleReport("0x81020000", "EC P-256 key", [], HandleKind.Unknown, [], "unknown"),
            ],
            Free = 5,
            Guaranteed = 7,
        };

        Choose(OutputFormat.Text, isTerminal: false).Write(handles);

        Assert.Equal(
            """
            0x81000001 RSA 2048 storage key: storage root key
            0x81020000 EC P-256 key: unknown
            2 persistent handles in use, 5 free, 7 guaranteed
            stores looked into: none found

            """,
            _out.ToString()
        );
    }

    private IOutput Choose(OutputFormat format, bool isTerminal) =>
        new Outputs(_out, _error, isTerminal).Choose(format);
}
