using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>What the nucleus' configuration is made of, remembered for later runs that are not told all of it again.</summary>
internal sealed class NucleusChoiceStep : IProvisioningStep
{
    public string Id => "nucleus-choice";

    public string Title => "note what the nucleus' configuration is made of";

    public StepLook Look(ProvisioningContext context)
    {
        string detail = Detail(context.Nucleus);
        bool isNoted =
            context.Record?.Nucleus == context.Nucleus
            && (context.Record.Token?.Module ?? context.Device.ModulePath) == context.Device.ModulePath;
        return isNoted ? StepLook.Done(detail) : StepLook.Missing(detail);
    }

    public string Act(ProvisioningContext context)
    {
        ProvisioningRecord record = context.BegunRecord;
        context.Remember(
            record with
            {
                Nucleus = context.Nucleus,
                Token = record.Token is { } token ? token with { Module = context.Device.ModulePath } : null,
            }
        );
        return Detail(context.Nucleus);
    }

    private static string Detail(RecordedNucleus nucleus) =>
        string.Join(
            ", ",
            new[]
            {
                nucleus.Classic ? "classic" : null,
                nucleus.Lite ? "lite" : null,
                nucleus.Tcti,
                nucleus.RootFolder,
                nucleus.RootCa,
                nucleus.AwsRegion,
                nucleus.RoleAlias,
                nucleus.DataEndpoint,
                nucleus.CredentialEndpoint,
            }.OfType<string>()
        );
}
