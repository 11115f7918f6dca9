using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>The PINs, which are in their files before the token hears of them: a killed run is resumed with the same ones.</summary>
internal sealed class PinsStep : IProvisioningStep
{
    public string Id => "pins";

    public string Title => "choose the PINs";

    public StepLook Look(ProvisioningContext context)
    {
        RequireNoneOfOthers(context);
        string[] missing = [.. Files(context).Where(file => !File.Exists(file))];
        if (missing.Length > 0 && context.LookAtToken().Exists && context.Record?.Token is not null)
        {
            throw new CommandException(
                ExitCode.Permission,
                $"{string.Join(" and ", missing)} is missing, and token {context.Settings.TokenLabel} is locked with it",
                "restore the file from a backup (0600, root); without it the token cannot be used: provision with another --store"
            );
        }

        return missing.Length == 0 ? StepLook.Done(Names(context)) : StepLook.Missing(Names(context));
    }

    public string Act(ProvisioningContext context)
    {
        foreach (string file in Files(context).Where(file => !File.Exists(file)))
        {
            using Pin pin = Pin.Generate();
            AtomicFile.Write(file, pin.Reveal());
        }

        return Names(context);
    }

    /// <summary>A PIN that is there before the record begins is another token's: it is neither this one's, nor to go with it.</summary>
    private static void RequireNoneOfOthers(ProvisioningContext context)
    {
        string[] others =
        [
            .. Files(context)
                .Append(context.Folders.NextUserPin)
                .Where(file => context.Record is null && File.Exists(file)),
        ];
        if (others.Length > 0)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"{string.Join(" and ", others)} is there already: the PIN of a token that this program has not made, or has given back; nothing was changed",
                "it may be the last copy: keep it elsewhere if that token is still needed, move it away, and run the same command again"
            );
        }
    }

    private static string[] Files(ProvisioningContext context) =>
        context.Record?.SecurityOfficerPinIsElsewhere == true
            ? [context.Folders.UserPin]
            : [context.Folders.SecurityOfficerPin, context.Folders.UserPin];

    private static string Names(ProvisioningContext context) => string.Join(", ", Files(context));
}
