using System.CommandLine;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary><c>pin change</c> and <c>pin unlock</c>: the life of the token's user PIN.</summary>
internal sealed class PinCommand
{
    private const string ChangeHelp = """
        give the token a new random PIN, and write it wherever this product or the nucleus has the old one

        Example:
          greengrass-tpm-bootstrap pin change

        The nucleus has to be stopped: with the old PIN it would use up the chip's few tries. An installed classic nucleus
        takes the new one through its own program (--init-config). A run that was interrupted is finished by the next.
        """;

    private const string UnlockHelp = """
        have the token take the PIN in its file again, by the SO PIN

        Example:
          greengrass-tpm-bootstrap pin unlock --so-pin-file /media/safe/so.pin

        Says first which lock applies. The chip's lock-out is another one: it takes no PIN at all then, and only time or the
        lock-out authorisation ends it.
        """;

    private readonly TokenOptions _token = new();

    private readonly Option<string?> _nucleusRoot = OptionKit.Text(
        "--nucleus-root",
        "the classic nucleus' root folder; default: the one that it was provisioned for, else /greengrass/v2",
        "DIR"
    );

    private readonly Option<string?> _securityOfficerPin = OptionKit.Text(
        "--so-pin-file",
        "the file that holds the SO PIN; default: /etc/greengrass-tpm/so.pin",
        "FILE"
    );

    internal static Command Create(Outputs outputs) =>
        new("pin", "change or unlock the token's PIN") { CreateChange(outputs), CreateUnlock(outputs) };

    private static Command CreateChange(Outputs outputs)
    {
        PinCommand parts = new();
        return parts.Build(
            "change",
            ChangeHelp,
            parts._nucleusRoot,
            outputs,
            (care, line, _) => care.Change(line.GetValue(parts._nucleusRoot))
        );
    }

    private static Command CreateUnlock(Outputs outputs)
    {
        PinCommand parts = new();
        return parts.Build(
            "unlock",
            UnlockHelp,
            parts._securityOfficerPin,
            outputs,
            (care, line, folders) => care.Unlock(line.GetValue(parts._securityOfficerPin) ?? folders.SecurityOfficerPin)
        );
    }

    private Command Build(
        string name,
        string help,
        Option own,
        Outputs outputs,
        Func<PinCare, ParseResult, DeviceFolders, PinReport> work
    )
    {
        Command command = new(name, help) { own, _token.Root, _token.Module, _token.Tcti, _token.Output };
        command.SetAction(line =>
        {
            IOutput output = outputs.Choose(line.GetValue(_token.Output));
            return ErrorPresenter.Guard(output, () => Run(line, output, work));
        });
        return command;
    }

    private PinReport Run(ParseResult line, IOutput output, Func<PinCare, ParseResult, DeviceFolders, PinReport> work)
    {
        Prerequisites.RequireRoot("a change of the PIN");
        DeviceFolders folders = _token.Folders(line);
        if (new ProvisioningRecordFile(folders.ProvisioningRecord).Read() is not { Token: RecordedToken token } record)
        {
            throw new CommandException(
                ExitCode.Configuration,
                "this program has made no token on this device",
                "provision the device first: greengrass-tpm-bootstrap provision"
            );
        }

        using var runLock = FileLock.Acquire(folders.RunLock);
        TokenLocation location = new(TokenModule.Find(line.GetValue(_token.Module) ?? token.Module), token.Label)
        {
            StoreFolder = record.Store.Folder,
            Tcti = TpmAddress.Choose(line.GetValue(_token.Tcti), record.Nucleus?.Tcti),
            LockFile = folders.TokenLock,
            RefusedPinFile = folders.RefusedPin,
        };
        return work(new PinCare(folders, location, record, output), line, folders);
    }
}
