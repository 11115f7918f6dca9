using System.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.CommandLine;

/// <summary><c>recover</c>: brings a whole credential back under the active label after a rotation was cut off. Both executables have it.</summary>
public sealed class RecoverCommand
{
    private readonly TokenOptions _token = new();
    private readonly Option<string?> _pinFile = TokenOptions.NewPinFile();

    private RecoverCommand() { }

    /// <summary>The command.</summary>
    /// <param name="program">The program's name, as a user types it.</param>
    /// <param name="outputs">Where results go.</param>
    public static Command Create(string program, Outputs outputs)
    {
        RecoverCommand parts = new();
        Command command = new("recover", Help(program)) { parts._pinFile };
        parts._token.AddTo(command);
        command.SetAction(line => parts.Run(line, outputs));
        return command;
    }

    private static string Help(string program) =>
        $"""
            finish what a rotation that was cut off has left half done on the token, before the nucleus starts

            Examples:
              {program} recover
              ExecStartPre=-+/usr/local/sbin/{program} recover   in the nucleus' unit

            Asks no network, destroys nothing, takes {RotationRecovery.Limit.TotalSeconds:0} s at the most, and opens the token only if the journal
            shows a switch that is not at its end. It ends with 0 where nothing is left to do, 75 where the next start has
            to try again, 2 where somebody has to look, and 78 where a change of the PIN was cut off. The '-' in the unit has the nucleus started whatever it is:
            offline it still runs its local components. The '+' runs it as root.
            """;

    private int Run(ParseResult line, Outputs outputs) =>
        ErrorPresenter.Guard(outputs.Choose(line.GetValue(_token.Output)), () => Recover(line));

    private RecoveryReport Recover(ParseResult line)
    {
        DeviceFolders folders = _token.Folders(line);
        UserPin.RequireNoChange(folders);
        return Report(RotationRecovery.NotNeeded(Journal.Open(folders.Journal)) ?? RunOnToken(line, folders));
    }

    private RecoveryResult RunOnToken(ParseResult line, DeviceFolders folders)
    {
        TokenLocation location = _token.Locate(line, folders, out _) with { LockFile = folders.TokenLock };
        string? pinFile = line.GetValue(_pinFile);
        return RotationRecovery
            .RunAsync(folders, location, () => UserPin.Read(folders, pinFile))
            .GetAwaiter()
            .GetResult();
    }

    private static RecoveryReport Report(RecoveryResult result) =>
        result.Outcome switch
        {
            RecoveryOutcome.Later => throw new CommandException(
                ExitCode.RetryLater,
                result.Words,
                result.Hint ?? "the next start of the nucleus tries again; or run the same command again"
            ),
            RecoveryOutcome.NeedsHelp => throw new CommandException(
                ExitCode.Failed,
                result.Words,
                result.Hint ?? "look at the token and the journal: recovery by hand is in JOURNAL.md"
            ),
            _ => new RecoveryReport(result.Outcome, result.Words),
        };
}
