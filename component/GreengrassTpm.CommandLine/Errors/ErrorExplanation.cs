using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Tpm;

namespace GreengrassTpm.CommandLine;

/// <summary>What each kind of error means to the person who runs the program. Decides by type, never by text.</summary>
public static class ErrorExplanation
{
    private const string RunAgain = "run the same command again: it goes on where this run stopped";

    /// <summary>The error in the program's own words.</summary>
    public static CommandException Of(Exception error) =>
        error switch
        {
            CommandException known => known,
            TpmException tpm => OfTpm(tpm),
            StoreFileException store => OfFile(store, Sentence(store.Message), store.ErrorNumber),
            TokenException token => TokenErrorExplanation.Of(token),
            LockHeldException held => new(
                ExitCode.RetryLater,
                $"another run is under way: {held.Message}",
                "wait for its end, or look what it is doing with ps",
                held
            ),
            FileWriteException file => OfFile(file, file.Message, file.Number),
            ProvisioningRecordException record => new(
                ExitCode.Configuration,
                record.Message,
                "it is written as a whole, so somebody or something changed it: restore it from a backup; nothing was guessed from it",
                record
            ),
            UnauthorizedAccessException access => new(
                ExitCode.Permission,
                Sentence(access.Message),
                "run it again with sudo",
                access
            ),
            IOException io => new(ExitCode.Failed, Sentence(io.Message), RunAgain, io),
            _ => new(
                ExitCode.Failed,
                $"unexpected: {error.GetType().Name}: {Sentence(error.Message)}",
                "this is a fault of the program; please report it with what you ran",
                error
            ),
        };

    /// <summary>A message of another layer in this program's form: lower case first word, no full stop.</summary>
    public static string Sentence(string message)
    {
        string text = message.Trim().TrimEnd('.').ReplaceLineEndings(" ");
        bool isWord = text.Length > 1 && char.IsUpper(text[0]) && !char.IsUpper(text[1]) && text[1] != '_';
        return isWord ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }

    private static CommandException OfTpm(TpmException error)
    {
        // The layer's message ends with the advice, which is shown as the hint.
        string message = Sentence(error.Message.Replace(error.WhatToDo, "", StringComparison.Ordinal));
        ExitCode exitCode = error switch
        {
            TpmUnavailableException { Reason: TpmUnavailableReason.PermissionDenied } => ExitCode.Permission,
            TpmUnavailableException { Reason: TpmUnavailableReason.WrongTcti or TpmUnavailableReason.LibraryMissing } =>
                ExitCode.Configuration,
            _ when error.Retry == TpmRetry.Retryable => ExitCode.RetryLater,
            TpmUnavailableException => ExitCode.NotExamined,
            _ => ExitCode.Failed,
        };
        return new CommandException(exitCode, message, Sentence(error.WhatToDo), error);
    }

    private static CommandException OfFile(Exception error, string message, int number)
    {
        (ExitCode exitCode, string hint) = ErrorNumber.Name(number) switch
        {
            "ENOSPC" or "EDQUOT" => (
                ExitCode.RetryLater,
                "the disk is full: make room and run the same command again; what was there before is whole"
            ),
            "EACCES" or "EPERM" => (ExitCode.Permission, "run it again with sudo"),
            "EROFS" => (ExitCode.Configuration, "the file system is mounted read-only"),
            "ELOOP" or "EMLINK" => (
                ExitCode.Configuration,
                "it is a link, and nothing of ours is: somebody who may write to that folder has laid it; find out who, and remove it"
            ),
            "ENOENT" or "ENOTDIR" => (ExitCode.Configuration, "make its folder first, or name another file"),
            _ => (ExitCode.Failed, RunAgain),
        };
        return new CommandException(exitCode, message, hint, error);
    }
}
