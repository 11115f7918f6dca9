using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>The provisioning record of a credential that somebody else has made. It is written as a whole: with it the device is managed.</summary>
/// <param name="record">The record.</param>
/// <param name="pin">The token's user PIN; stays the caller's. Null where the record is there already.</param>
internal sealed class AdoptionStep(ProvisioningRecord record, Pin? pin) : IProvisioningStep
{
    public string Id => "adoption";

    public string Title => "take the credential under management";

    private string Detail =>
        $"{record.Key!.Label} on token {record.Token!.Label} in {record.Store.Folder}, {record.Key.Algorithm}, certificate id {record.Certificate!.Digest}"
        + (
            record.Cloud is RecordedCloud cloud ? $", active in AWS IoT for {record.ThingName} ({cloud.AccountId})" : ""
        );

    public StepLook Look(ProvisioningContext context)
    {
        if (context.Record is not null)
        {
            return StepLook.Done(Detail);
        }

        RequireNoOtherPin(context.Folders.UserPin);
        return StepLook.Missing(Detail);
    }

    /// <summary>A PIN of another token must not be taken for this one's by the run that finishes a killed one; nor is it ours to delete.</summary>
    private void RequireNoOtherPin(string file)
    {
        if (pin is not null && File.Exists(file) && !NucleusPin.Holds(file, pin))
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"{file} is there already and is not this token's PIN; nothing was changed",
                "it may be the last copy of another token's: keep it elsewhere if that is still needed, move it away, and run the same command again"
            );
        }
    }

    public string Act(ProvisioningContext context)
    {
        context.Remember(record);
        return Detail;
    }
}
