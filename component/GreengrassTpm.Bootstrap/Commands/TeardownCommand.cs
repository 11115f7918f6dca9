using System.CommandLine;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary><c>teardown</c>: takes a device's identity back.</summary>
internal sealed class TeardownCommand
{
    private const string Help = """
        undo what provision did, on this device and in AWS IoT: exactly what the provisioning record says, in reverse

        Examples:
          greengrass-tpm-bootstrap teardown --dry-run
              shows what would go and what would stay
          greengrass-tpm-bootstrap teardown
              with an operator's AWS credentials, as provision finds them
          greengrass-tpm-bootstrap teardown --keep-cloud
              the device alone, without AWS

        What was there before stays, and so does what others use by now; the end says what. A run that was interrupted is
        finished by the next. The persistent handle of the storage root key stays: it is shared, and the next token uses it.
        """;

    private readonly TokenOptions _token = new();

    private readonly Option<bool> _keepCloud = new("--keep-cloud")
    {
        Description = "leave AWS IoT as it is: certificate, thing and policy stay there",
    };

    private readonly Option<bool> _keepDevice = new("--keep-device")
    {
        Description = "leave the device as it is: key, token and configuration stay there",
    };

    private readonly Option<bool> _whileRunning = new("--while-running")
    {
        Description = "do it although a process uses the token",
    };

    private readonly Option<bool> _discardStore = new("--discard-store")
    {
        Description =
            "delete the store that provision made without a look into it: for a TPM that is gone, or a store that is damaged; or go on without a store of others that is gone",
    };

    private readonly Option<bool> _adoptedToo = new("--adopted-too")
    {
        Description =
            "destroy key and certificate too that provision --adopt has found; the token itself stays, as PKCS#11 has it",
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "show what would be done; change nothing",
    };

    internal static Command Create(Outputs outputs)
    {
        TeardownCommand parts = new();
        Command command = new("teardown", Help)
        {
            parts._keepCloud,
            parts._keepDevice,
            parts._whileRunning,
            parts._discardStore,
            parts._adoptedToo,
            parts._dryRun,
            parts._token.Root,
            parts._token.Module,
            parts._token.Tcti,
            parts._token.Output,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(parts._keepCloud) && result.GetValue(parts._keepDevice))
            {
                result.AddError("with --keep-cloud and --keep-device nothing is left to do");
            }
        });
        command.SetAction(line => parts.Run(line, outputs));
        return command;
    }

    private int Run(ParseResult line, Outputs outputs)
    {
        IOutput output = outputs.Choose(line.GetValue(_token.Output));
        return ErrorPresenter.Guard(
            output,
            () => new TeardownRun(_token.Folders(line), TimeProvider.System, output).Run(Read(line))
        );
    }

    private TeardownOptions Read(ParseResult line) =>
        new()
        {
            Module = line.GetValue(_token.Module),
            Tcti = line.GetValue(_token.Tcti),
            KeepCloud = line.GetValue(_keepCloud),
            KeepDevice = line.GetValue(_keepDevice),
            WhileRunning = line.GetValue(_whileRunning),
            DiscardStore = line.GetValue(_discardStore),
            AdoptedToo = line.GetValue(_adoptedToo),
            DryRun = line.GetValue(_dryRun),
        };
}
