using System.Globalization;
using GreengrassTpm.Tpm;

namespace GreengrassTpm.Verification;

/// <summary>The TPM takes PINs, and will after some power cuts: each one after a PIN was used counts as a failure.</summary>
internal static class ChipLockout
{
    // A TPM that has just been made has 3 to 32; below this a few power cuts in a row lock the device out.
    private const uint SmallLimit = 10;

    internal static Check Check { get; } = new("chip.lockout", "The TPM takes PINs", true, Examine);

    private static Finding Examine(DeviceFacts facts) => facts.Chip.Judge(chip => Examine(chip.Properties.Lockout));

    private static Finding Examine(LockoutState lockout)
    {
        string state = string.Create(
            CultureInfo.InvariantCulture,
            $"{lockout.Counter} of {lockout.MaxTries} failures counted, one forgotten every {lockout.Interval.TotalMinutes:0.#} minutes"
        );
        return lockout switch
        {
            { TriesLeft: 0 } => Finding.Failed(
                $"The TPM is locked out and takes no PIN, not even the right one: {state}.",
                LoginRule.Waiting(lockout)
            ),
            { TriesLeft: 1 } => Finding.Warning(
                $"One more failure or power cut locks the TPM out: {state}.",
                LoginRule.Waiting(lockout)
            ),
            { MaxTries: < SmallLimit } => Finding.Warning(
                $"The limit is small: {state}. Every power cut after the PIN was used counts as a failure.",
                "Raise it where the lock-out authorisation is free: tpm2_dictionarylockout --setup-parameters --max-tries=32 --recovery-time=1000 --lockout-recovery-time=1000"
            ),
            _ => Finding.Ok($"{state}."),
        };
    }
}
