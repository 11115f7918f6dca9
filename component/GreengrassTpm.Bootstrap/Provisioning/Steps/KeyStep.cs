using System.Security.Cryptography;
using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// The key pair, born in the TPM. Its random CKA_ID is recorded before C_GenerateKeyPair: a kill inside the call leaves a lone public
/// key, which is then known to be ours, removed and made anew. A whole pair whose digest a killed run did not come to record is known
/// to be ours as well, and is noted.
/// </summary>
internal sealed class KeyStep : IProvisioningStep
{
    private const int IdLength = 16;

    public string Id => "key";

    public string Title => "generate the key in the TPM";

    public StepLook Look(ProvisioningContext context)
    {
        ProvisioningSettings settings = context.Settings;
        KeyPair found = new(context.LookAtToken().Contents, context.Record?.Key);
        if (found.Foreign(settings.KeyLabel) is string foreign)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"token {settings.TokenLabel} has an object {settings.KeyLabel} that this program did not make: {foreign}",
                "choose another --key-label; the object was left as it is"
            );
        }

        if (found.IsComplete && context.Record?.Key?.Digest is not null)
        {
            return StepLook.Done($"{settings.KeyLabel}, {settings.Algorithm.ToText()}, SHA-256 {found.Digest}");
        }

        return context.Record?.Key?.Digest is string lost
            ? throw new CommandException(
                ExitCode.Failed,
                $"the key {settings.KeyLabel} (SHA-256 {lost[..16]}…) that this program made is gone from token {settings.TokenLabel}",
                "somebody removed it or put an older store in place: restore the store, or provision anew with another --root or --store"
            )
            : StepLook.Missing($"{settings.KeyLabel}, {settings.Algorithm.ToText()}");
    }

    public string Act(ProvisioningContext context)
    {
        ProvisioningSettings settings = context.Settings;
        ProvisioningRecord record = context.BegunRecord;
        RecordedKey key =
            record.Key
            ?? new RecordedKey(
                settings.KeyLabel,
                Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength)),
                settings.Algorithm.ToText()
            );
        context.Remember(record with { ThingName = settings.ThingName, Key = key });

        // A run that was killed after C_GenerateKeyPair has left a whole key that is only not noted yet.
        KeyPair found = new(context.LookAtToken().Contents, key);
        string digest = found.IsComplete ? found.Digest : Generate(context, key);
        context.Remember(context.BegunRecord with { Key = key with { Digest = digest } });
        return $"{settings.KeyLabel}, {settings.Algorithm.ToText()}, SHA-256 {digest}";
    }

    private static string Generate(ProvisioningContext context, RecordedKey key)
    {
        using Pin user = UserPin.Read(context.Folders);
        return context
            .Token.GenerateKey(user, key, context.Settings.Algorithm, context.Settings.ThingName)
            .Identity.Digest;
    }
}
