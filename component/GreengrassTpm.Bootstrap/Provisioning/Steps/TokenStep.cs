using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using GreengrassTpm.Tpm;

namespace GreengrassTpm.Bootstrap;

/// <summary>The token: C_InitToken and C_InitPIN. Under it lies the TPM's storage root key, which is used if it is there.</summary>
internal sealed class TokenStep : IProvisioningStep
{
    public string Id => "token";

    public string Title => "make the token";

    public StepLook Look(ProvisioningContext context)
    {
        TokenPicture token = context.LookAtToken();
        string label = context.Settings.TokenLabel;
        if (!token.Exists)
        {
            return context.Device.CanHoldToken
                ? StepLook.Missing($"{label} in {context.Settings.Store}")
                : throw NoHandleFree(context);
        }

        if (context.Record?.Token is null)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"a token {label} that this program did not make is in {context.Settings.Store}",
                "choose another --token-label or another --store; the token was left as it is"
            );
        }

        return token.HasUserPin
            ? StepLook.Done($"{label} in slot {token.Slot}")
            : StepLook.Missing($"{label} has no user PIN yet");
    }

    public string Act(ProvisioningContext context)
    {
        ProvisioningRecord record = context.BegunRecord;
        context.Remember(
            record with
            {
                Token =
                    record.Token
                    ?? new RecordedToken(
                        context.Device.ModulePath,
                        context.Settings.TokenLabel,
                        context.Device.PersistentHandles
                    ),
            }
        );
        using Pin securityOfficer = Pin.ReadFile(context.Folders.SecurityOfficerPin);
        using Pin user = UserPin.Read(context.Folders);
        context.Token.Initialise(securityOfficer, user);
        return $"{context.Settings.TokenLabel} in slot {context.LookAtToken().Slot}";
    }

    private static CommandException NoHandleFree(ProvisioningContext context)
    {
        using TpmChip chip = TpmChip.Open(context.Device.Tcti);
        IReadOnlyList<HandleReport> handles = HandleSurvey
            .Take(chip, context.Folders, [context.Settings.Store])
            .Handles;
        string[] orphans =
        [
            .. handles.Where(handle => handle.Kind == HandleKind.Orphan).Select(handle => handle.Handle),
        ];
        return new CommandException(
            ExitCode.Failed,
            $"the TPM has no persistent handle left for a token: {handles.Count} are in use and none is {DeviceFacts.StorageRootKey}; nothing was evicted",
            orphans.Length > 0
                ? $"orphans of tpm2_ptool init that no store refers to: {string.Join(", ", orphans)}; free one: greengrass-tpm-bootstrap handles --evict {orphans[^1]}"
                : "none of them is known to be unused: see 'greengrass-tpm-bootstrap handles', find out whose they are, and evict one with --evict HANDLE --force"
        );
    }
}
