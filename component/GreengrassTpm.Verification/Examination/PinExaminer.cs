using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Verification;

/// <summary>Opens the PIN, and says of it what may be said.</summary>
internal static class PinExaminer
{
    /// <summary>The PIN, the caller's to dispose.</summary>
    internal static Fact<Pin> Open(Func<Pin>? open)
    {
        if (open is null)
        {
            return Finding.Unseen("No PIN was given.", "Name the file that holds the user PIN.");
        }

        try
        {
            return open();
        }
        catch (PinUnusableException error)
        {
            return Finding.Unseen(error.Message, "Run it as a user who may read the PIN.");
        }
    }

    /// <summary>Whether it could be guessed, and who may read it.</summary>
    /// <param name="pin">The PIN.</param>
    /// <param name="subject">What everybody knows who knows the device.</param>
    /// <param name="nucleus">The nucleus' configuration, which may hold the PIN too.</param>
    internal static Fact<PinFacts> Examine(Fact<Pin> pin, VerificationSubject subject, NucleusFacts? nucleus)
    {
        string[] words = [subject.KeyLabel, subject.Token.TokenLabel, subject.ThingName ?? ""];
        string?[] places = [subject.PinFile, nucleus is { HasPin: true } ? nucleus.File : null];
        return pin.Then<PinFacts>(value => new PinFacts(
            PinStrength.Weakness(value.Reveal(), words),
            [.. places.OfType<string>().Select(FileExaminer.Look).OfType<FileFacts>()]
        ));
    }
}
