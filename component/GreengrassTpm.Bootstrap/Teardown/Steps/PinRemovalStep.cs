using GreengrassTpm.Credentials;
using GreengrassTpm.Verification;

namespace GreengrassTpm.Bootstrap;

/// <summary>Deletes the files of the PINs, after the token that they open; those of a token that stays stay with it.</summary>
internal sealed class PinRemovalStep : IStep<TeardownContext>
{
    public string Id => "pins";

    public string Title => "delete the PINs";

    public StepLook Look(TeardownContext context)
    {
        if (context.TokenStays)
        {
            // One of the two is the last copy of what opens it.
            UserPin.RequireNoChange(context.Folders);
        }

        string[] there = [.. Files(context).Where(AtomicFile.Exists)];
        return there.Length == 0 ? StepLook.Done("none")
            : context.TokenIsKept ? StepLook.Done("they stay with the token")
            : context.TokenStays && !NucleusKnowsPin(context)
                ? StepLook.Done(
                    context.Leave(
                        $"{context.Folders.UserPin} stays: it holds the PIN of a token that stays, and the nucleus' configuration does not"
                    )
                )
            : StepLook.Missing(string.Join(", ", there));
    }

    public string Act(TeardownContext context)
    {
        foreach (string file in Files(context))
        {
            AtomicFile.Delete(file);
        }

        return string.Join(", ", Files(context));
    }

    /// <summary>Whether the PIN of a token that was adopted is where it was before.</summary>
    private static bool NucleusKnowsPin(TeardownContext context) =>
        NucleusPin.IsIn(
            context.Folders.UserPin,
            NucleusPlaces.Below(context.Folders.Root, context.Record.Nucleus?.RootFolder)
        );

    private static string[] Files(TeardownContext context) =>
        [context.Folders.UserPin, context.Folders.NextUserPin, context.Folders.SecurityOfficerPin];
}
