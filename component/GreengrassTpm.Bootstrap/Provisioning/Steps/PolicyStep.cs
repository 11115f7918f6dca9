using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>The policy that says what the device may do: one that is there, or one made from a template.</summary>
/// <param name="cloud">The account.</param>
/// <param name="document">The document made from the template; null for a policy that is there.</param>
internal sealed class PolicyStep(CloudAccess cloud, string? document) : IProvisioningStep
{
    public string Id => "policy";

    public string Title => "create the policy";

    public StepLook Look(ProvisioningContext context)
    {
        string name = cloud.Wishes.Policy;
        string? existing = cloud.Registry.FindPolicy(name);
        if (document is null)
        {
            return existing is not null
                ? StepLook.Done($"{name}, as it is")
                : throw new CommandException(
                    ExitCode.Configuration,
                    $"policy {name} does not exist in AWS IoT in {cloud.Facts.Region}",
                    "create it first; or leave --policy out, or add --policy-template FILE, to have one made"
                );
        }

        string made = $"{name}, {document.Length} of {DevicePolicy.MostCharacters} characters";
        bool isOurs = context.Record?.Cloud?.Policy is { Created: true } recorded && recorded.Name == name;
        return existing is null ? StepLook.Missing(made)
            : DevicePolicy.AreEqual(existing, document) ? StepLook.Done(made)
            : isOurs ? StepLook.Done($"{name}, changed since it was made")
            : throw new CommandException(
                ExitCode.Configuration,
                $"policy {name} exists with another document; it was not changed",
                $"attach it as it is with --policy {name}, or have another one made with --policy NAME --policy-template FILE"
            );
    }

    public string Act(ProvisioningContext context)
    {
        string name = cloud.Wishes.Policy;
        context.RememberCloud(record => record with { Policy = new RecordedPolicy(name, Created: true) });
        cloud.Registry.CreatePolicy(name, document!);
        return name;
    }
}
