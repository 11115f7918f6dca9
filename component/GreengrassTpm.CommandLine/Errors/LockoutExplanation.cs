using GreengrassTpm.Pkcs11;
using GreengrassTpm.Tpm;

namespace GreengrassTpm.CommandLine;

/// <summary>Adds to a refused PIN what the chip says of its lock-out, so that the operator knows how many tries are left.</summary>
public static class LockoutExplanation
{
    /// <summary>Does something with a token.</summary>
    /// <exception cref="CommandException">The PIN was refused, or the token is locked.</exception>
    public static T Around<T>(TokenLocation location, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (PinRefusedException error)
        {
            throw new CommandException(
                ExitCode.Permission,
                $"token {location.TokenLabel} refused its {(error.User == TokenUser.SecurityOfficer ? "SO PIN" : "PIN")} ({error.CkrName}); {State(location.Tcti)}",
                error.User == TokenUser.SecurityOfficer
                    ? "this lock is the token's and not the chip's: the SO PIN was tried once and is not tried again; put the right one into its file, or name that with --so-pin-file FILE"
                    : "it was tried once and is not tried again: put the right PIN into the PIN file first",
                error
            );
        }
        catch (PinLockedException error)
        {
            throw new CommandException(
                ExitCode.RetryLater,
                $"token {location.TokenLabel} is locked and takes no PIN at present, not even the right one (CKR_PIN_LOCKED); {State(location.Tcti)}",
                "wait that long with the device on, or end it with tpm2_dictionarylockout -c where the lock-out authorisation is known",
                error
            );
        }
    }

    private static string State(string? tcti)
    {
        try
        {
            using TpmChip chip = TpmChip.Open(tcti);
            LockoutState state = chip.ReadProperties().Lockout;
            string wait =
                state.UntilNextTry > TimeSpan.Zero ? $", the next try is allowed in at most {state.UntilNextTry}" : "";
            return $"the TPM counts {state.Counter} of {state.MaxTries} failed tries{wait}";
        }
        catch (TpmException error)
        {
            return $"the TPM did not say how many tries are left ({error.CodeName})";
        }
    }
}
