using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>Takes the SO PIN off the device, once the token is made: whoever has it can set the user PIN, and nothing on the device needs it.</summary>
/// <param name="path">The file that it goes to, on what is taken away.</param>
internal sealed class SecurityOfficerPinStep(string path) : IProvisioningStep
{
    public string Id => "so-pin";

    public string Title => "take the SO PIN off the device";

    public StepLook Look(ProvisioningContext context)
    {
        if (context.Record?.SecurityOfficerPinIsElsewhere == true && !File.Exists(context.Folders.SecurityOfficerPin))
        {
            return StepLook.Done("it is elsewhere");
        }

        return context.Record?.SecurityOfficerPinIsElsewhere != true && File.Exists(path) && !HoldsIt(context)
            ? throw new CommandException(
                ExitCode.Configuration,
                $"{path} exists; it was not overwritten",
                "name another file with --so-pin-out, or remove this one"
            )
            : StepLook.Missing(path);
    }

    public string Act(ProvisioningContext context)
    {
        using Pin pin = Pin.ReadFile(context.Folders.SecurityOfficerPin);
        AtomicFile.Write(path, pin.Reveal());
        context.Remember(context.BegunRecord with { SecurityOfficerPinIsElsewhere = true });
        AtomicFile.Delete(context.Folders.SecurityOfficerPin);
        return path;
    }

    /// <summary>Whether a killed run has written the file already.</summary>
    private bool HoldsIt(ProvisioningContext context) =>
        File.Exists(context.Folders.SecurityOfficerPin) && PinText.AreSame(path, context.Folders.SecurityOfficerPin);
}
