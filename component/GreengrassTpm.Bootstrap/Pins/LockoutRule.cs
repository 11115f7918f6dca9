using GreengrassTpm.CommandLine;
using GreengrassTpm.Tpm;

namespace GreengrassTpm.Bootstrap;

/// <summary>When a PIN may be tried: not while the chip takes none, and not while it has one try left, which is the nucleus'.</summary>
internal static class LockoutRule
{
    /// <summary>How the chip's lock-out stands.</summary>
    internal static LockoutState Read(string? tcti)
    {
        using TpmChip chip = TpmChip.Open(tcti);
        return chip.ReadProperties().Lockout;
    }

    /// <summary>Makes sure that a try is neither in vain nor the last one.</summary>
    /// <exception cref="CommandException">It is; says until when.</exception>
    internal static void RequireTries(LockoutState state)
    {
        if (state.TriesLeft == 0)
        {
            throw new CommandException(
                ExitCode.RetryLater,
                $"the chip is locked out ({state.Counter} of {state.MaxTries} failed tries): it takes no PIN, neither the user's nor the SO's; none was tried",
                $"this lock is the chip's and not the token's: only time ends it (at most {state.UntilNextTry} with the device on), or the lock-out authorisation (tpm2_dictionarylockout -c)"
            );
        }

        if (state.TriesLeft == 1)
        {
            throw new CommandException(
                ExitCode.RetryLater,
                $"the chip has one try left ({state.Counter} of {state.MaxTries} failed tries), which is the nucleus'; no PIN was tried",
                $"wait until the count has fallen: one in each {state.Interval} with the device on"
            );
        }
    }
}
