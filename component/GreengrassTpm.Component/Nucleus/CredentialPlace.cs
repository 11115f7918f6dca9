using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Component;

/// <summary>Where the device's credential is.</summary>
/// <param name="Location">The token.</param>
/// <param name="Label">The active label.</param>
internal sealed record CredentialPlace(TokenLocation Location, string Label)
{
    /// <summary>Finds it: reads what provisioning has recorded, and decides.</summary>
    /// <inheritdoc cref="Choose"/>
    /// <exception cref="IOException">The record cannot be read.</exception>
    internal static CredentialPlace Find(
        ComponentConfiguration configuration,
        NucleusSettings nucleus,
        NucleusEnvironment environment,
        DeviceFolders folders,
        string tcti
    )
    {
        ProvisioningRecord? record = new ProvisioningRecordFile(folders.ProvisioningRecord).Read();
        return Choose(configuration, nucleus, record, environment, folders, tcti);
    }

    /// <summary>
    /// Decides where it is. What the component's configuration says comes first, then the nucleus' configuration, then what
    /// provisioning has recorded.
    /// </summary>
    /// <param name="configuration">The component's configuration.</param>
    /// <param name="nucleus">The nucleus' configuration.</param>
    /// <param name="record">What provisioning has recorded; null where this product did not provision the device.</param>
    /// <param name="environment">What the nucleus has told this process.</param>
    /// <param name="folders">The device's places.</param>
    /// <param name="tcti">How the TPM is reached.</param>
    /// <exception cref="CommandException">It cannot be known, or what is said contradicts itself.</exception>
    /// <exception cref="TokenException">The module, which has to be asked for the token in the nucleus' slot, does not answer.</exception>
    internal static CredentialPlace Choose(
        ComponentConfiguration configuration,
        NucleusSettings nucleus,
        ProvisioningRecord? record,
        NucleusEnvironment environment,
        DeviceFolders folders,
        string tcti
    )
    {
        string keyLabel = ChooseLabel(configuration, nucleus, record);
        string module = TokenModule.Find(nucleus.Module ?? record?.Token?.Module);
        string? named = nucleus.TokenLabel ?? record?.Token?.Label;
        TokenLocation location = new(module, named ?? TokenOptions.DefaultTokenLabel)
        {
            Slot = nucleus.Slot,
            StoreFolder = environment.StoreFolder ?? record?.Store.Folder ?? folders.DefaultStore,
            Tcti = tcti,
            LockFile = folders.TokenLock,
            RefusedPinFile = folders.RefusedPin,
        };
        return new CredentialPlace(
            named is null && nucleus.Slot is { } slot
                ? location with
                {
                    TokenLabel = LabelInSlot(location, slot),
                }
                : location,
            keyLabel
        );
    }

    // The classic nucleus needs no token= in its URIs: it goes by the slot alone.
    private static string LabelInSlot(TokenLocation location, ulong slot) =>
        ModuleSurvey.Take(location).Tokens.FirstOrDefault(token => token.IsInitialised && token.Slot == slot)?.Label
        ?? throw new CommandException(
            ExitCode.Configuration,
            $"slot {slot}, which the nucleus is configured with, holds no token",
            "set the plugin's slot to the one that holds the token, or add token=LABEL to system.privateKeyPath"
        );

    private static string ChooseLabel(
        ComponentConfiguration configuration,
        NucleusSettings nucleus,
        ProvisioningRecord? record
    )
    {
        if (nucleus.CertificateLabel != nucleus.KeyLabel)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"the nucleus' configuration names key {nucleus.KeyLabel ?? "(none)"} and certificate {nucleus.CertificateLabel ?? "(none)"}; both must have one label",
                "set system.privateKeyPath and system.certificateFilePath to URIs with the same object"
            );
        }

        if (configuration.KeyLabel.Length > 0 && nucleus.KeyLabel is { } other && other != configuration.KeyLabel)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"credential.keyLabel is {configuration.KeyLabel}, but the nucleus uses {other}",
                "leave credential.keyLabel empty to take the nucleus' own"
            );
        }

        return configuration.KeyLabel.Length > 0
            ? configuration.KeyLabel
            : nucleus.KeyLabel
                ?? record?.Key?.Label
                ?? throw new CommandException(
                    ExitCode.Configuration,
                    "the nucleus' configuration does not tell the label of its key (system.privateKeyPath is no PKCS#11 URI, or cannot be read)",
                    "set credential.keyLabel to the label of key and certificate on the token"
                );
    }
}
