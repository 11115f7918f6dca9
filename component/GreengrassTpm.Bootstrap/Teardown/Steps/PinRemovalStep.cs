using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>Deletes the files of the PINs, after the token that they open; those of a token that stays stay with it.</summary>
internal sealed class PinRemovalStep : IStep<TeardownContext>
{
    public string Id => "pins";

    public string Title => "delete the PINs";

    public StepLook Look(TeardownContext context)
    {
        string[] there = [.. Files(context).Where(AtomicFile.Exists)];
        return there.Length == 0 ? StepLook.Done("none")
            : context.TokenStays ? StepLook.Done("they stay with the token")
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

    private static string[] Files(TeardownContext context) =>
        [context.Folders.UserPin, context.Folders.SecurityOfficerPin];
}
