namespace GreengrassTpm.Bootstrap;

/// <summary>Deletes the policy, if provisioning has made it and nothing uses it; whether something does, the service decides.</summary>
/// <param name="registry">The account's registry.</param>
internal sealed class PolicyRemovalStep(CloudRegistry registry) : IStep<TeardownContext>
{
    public string Id => "policy";

    public string Title => "delete the policy";

    public StepLook Look(TeardownContext context) =>
        context.Record.Cloud?.Policy switch
        {
            null => StepLook.Done("none was used"),
            { Created: false } policy => StepLook.Done($"{policy.Name} was there before and stays"),
            var policy => registry.FindPolicy(policy.Name) is null
                ? StepLook.Done($"{policy.Name} is gone")
                : StepLook.Missing($"{policy.Name}, unless others use it"),
        };

    public string Act(TeardownContext context)
    {
        string name = context.Record.Cloud!.Policy!.Name;
        return registry.TryDeletePolicy(name)
            ? name
            : context.Leave($"policy {name} stays: it is attached to other certificates, or has further versions");
    }
}
