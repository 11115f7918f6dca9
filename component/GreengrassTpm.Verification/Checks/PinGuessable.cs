namespace GreengrassTpm.Verification;

/// <summary>The PIN cannot be guessed: it is all that protects the key from a program on the device.</summary>
internal static class PinGuessable
{
    internal static Check Check { get; } = new("pin.guessable", "The PIN cannot be guessed", false, Examine);

    private static Finding Examine(DeviceFacts facts) =>
        facts.Pin.Judge(pin =>
            pin.Weakness is { } weakness
                ? Finding.Warning(
                    $"The user PIN could be guessed: {weakness}.",
                    "Set another with 'pkcs11-tool --change-pin', and put it where the nucleus and this product read it."
                )
                : Finding.Ok("The user PIN is long and not a common one.")
        );
}
