using System.Globalization;
using GreengrassTpm.Tpm;

namespace GreengrassTpm.Verification;

/// <summary>Whether an examination may use the PIN: the decision alone.</summary>
internal static class LoginRule
{
    // The last try belongs to the nucleus: a wrong PIN here would lock it out.
    private const uint TriesToLeave = 1;

    /// <summary>Why not; null where it may.</summary>
    /// <param name="chip">The TPM; skipped for a module that has none.</param>
    internal static Finding? Refusal(Fact<ChipFacts> chip)
    {
        if (chip.Value is { Properties.Lockout: var lockout })
        {
            return lockout.TriesLeft > TriesToLeave
                ? null
                : Finding.Unseen(
                    $"The PIN was not used: the TPM counts {lockout.Counter} of {lockout.MaxTries} failures, and the last try is left to the nucleus.",
                    Waiting(lockout)
                );
        }

        Finding absence = chip.Judge(_ => Finding.Ok(""));
        return absence.IsInconclusive
            ? Finding.Unseen("The PIN was not used, because the TPM's lock-out state could not be read.")
            : null;
    }

    /// <summary>How the counter comes down again.</summary>
    internal static string Waiting(LockoutState lockout) =>
        lockout.Interval > TimeSpan.Zero
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Wait: the counter falls by one every {lockout.Interval.TotalMinutes:0.#} minutes while the TPM has power. 'tpm2_dictionarylockout --clear-lockout' ends it at once where the lock-out authorisation is known."
            )
            : "End it with 'tpm2_dictionarylockout --clear-lockout': on this TPM no waiting helps.";
}
