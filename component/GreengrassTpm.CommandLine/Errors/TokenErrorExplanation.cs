using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.CommandLine;

/// <summary>What each error of the token layer means to the person who runs the program.</summary>
internal static class TokenErrorExplanation
{
    internal static CommandException Of(TokenException error)
    {
        (ExitCode exitCode, string hint) = Judge(error);
        return new CommandException(exitCode, ErrorExplanation.Sentence(error.Message), hint, error);
    }

    private static (ExitCode ExitCode, string Hint) Judge(TokenException error) =>
        error switch
        {
            ModuleLoadException => (
                ExitCode.Configuration,
                "name tpm2-pkcs11 with --module, or install it: apt-get install libtpm2-pkcs11-1"
            ),
            PinRefusedException => (
                ExitCode.Permission,
                "it was tried once and is not tried again: put the right PIN into the PIN file"
            ),
            PinLockedException => (
                ExitCode.RetryLater,
                "wait until the TPM's lock-out has run down, or end it with tpm2_dictionarylockout -c; every try before that is in vain"
            ),
            PinChangeUnfinishedException => (
                ExitCode.Configuration,
                "finish the change: stop the nucleus, then run greengrass-tpm-bootstrap pin change"
            ),
            PinUnusableException => (
                ExitCode.Permission,
                "the file holds the PIN and nothing else; restore it from a backup (0600, root)"
            ),
            TokenAmbiguousException => (
                ExitCode.Configuration,
                "give the credential's token a label of its own (--token-label) or a store of its own (--store)"
            ),
            TokenLabelTakenException => (
                ExitCode.Configuration,
                "choose another --token-label or another --store; the token was left as it is"
            ),
            TokenNotFoundException => (
                ExitCode.Configuration,
                "is --store the folder that the token was made in, and --token-label its label?"
            ),
            PlaceTakenException => (ExitCode.Configuration, "choose another --key-label; nothing was overwritten"),
            TrustedRootsException => (
                ExitCode.Configuration,
                "name the file of the server's certificate authority, in PEM, with --ca or --root-ca (--help says which of them)"
            ),
            StoreUnusableException => (
                ExitCode.Configuration,
                "is --store the right folder? nothing was written to it"
            ),
            _ when error.Retry == RetryClass.Retryable => (
                ExitCode.RetryLater,
                "run the same command again in a moment: it goes on where this run stopped"
            ),
            _ => (
                ExitCode.Failed,
                "run the same command again; if the error stays, look into the journal of the TPM's resource manager"
            ),
        };
}
