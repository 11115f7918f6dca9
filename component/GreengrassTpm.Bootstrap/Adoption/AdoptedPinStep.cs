using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>The file of the user PIN, which the token has taken: from then on every command finds it there.</summary>
/// <param name="pin">The PIN; stays the caller's. Null where the file has it already.</param>
internal sealed class AdoptedPinStep(Pin? pin) : IProvisioningStep
{
    public string Id => "pin-file";

    public string Title => "keep the PIN in a file of its own";

    public StepLook Look(ProvisioningContext context) =>
        pin is null || NucleusPin.Holds(context.Folders.UserPin, pin)
            ? StepLook.Done(context.Folders.UserPin)
            : StepLook.Missing(context.Folders.UserPin);

    public string Act(ProvisioningContext context)
    {
        AtomicFile.Write(context.Folders.UserPin, pin!.Reveal());
        return context.Folders.UserPin;
    }
}
