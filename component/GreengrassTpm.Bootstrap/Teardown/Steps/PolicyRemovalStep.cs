using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// Deletes the policy, if provisioning has made it and nothing uses it; whether something does, the service decides. It may take
/// five minutes to notice that nothing does any longer
/// (https://docs.aws.amazon.com/iot/latest/apireference/API_DeletePolicy.html): that long it is asked again.
/// </summary>
/// <param name="registry">The account's registry.</param>
/// <param name="time">Counts the wait.</param>
internal sealed class PolicyRemovalStep(CloudRegistry registry, TimeProvider time) : IStep<TeardownContext>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

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
        long began = time.GetTimestamp();
        while (!registry.TryDeletePolicy(name))
        {
            if (OtherUser(context, name) is string user)
            {
                return context.Leave($"policy {name} stays: others use it, {user} for one");
            }

            if (time.GetElapsedTime(began) >= LongestWait)
            {
                throw NotYet(name);
            }

            Task.Delay(Pause, time).GetAwaiter().GetResult();
        }

        return name;
    }

    /// <summary>The ARN of somebody else who uses the policy; null for none. The device's own certificates are gone, but may still be listed.</summary>
    private string? OtherUser(TeardownContext context, string policy)
    {
        IReadOnlyList<string> own = context.OwnCertificateIds();
        return registry
            .TargetsOf(policy)
            .FirstOrDefault(target => !own.Any(id => target.EndsWith($"cert/{id}", StringComparison.Ordinal)));
    }

    private static CommandException NotYet(string policy) =>
        new(
            ExitCode.RetryLater,
            $"AWS IoT has not let policy {policy} go for {LongestWait.TotalMinutes} minutes, though it is attached to nothing; what was not undone is still on record",
            $"run the same command again; where that does not help, delete the policy's further versions first (aws iot list-policy-versions --policy-name {policy})"
        );
}
