using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>The thing group. Last in the cloud: joining it may start deployments to the device.</summary>
/// <param name="cloud">The account.</param>
/// <param name="group">The group.</param>
internal sealed class ThingGroupStep(CloudAccess cloud, string group) : IProvisioningStep
{
    public string Id => "thing-group";

    public string Title => "join the thing group";

    public StepLook Look(ProvisioningContext context) =>
        context.Record?.Cloud?.ThingGroup is { IsJoined: true } ? StepLook.Done(group) : StepLook.Missing(group);

    public string Act(ProvisioningContext context)
    {
        context.RememberCloud(record => record with { ThingGroup = new RecordedThingGroup(group, IsJoined: false) });
        cloud.Registry.JoinGroup(context.Settings.ThingName, group);
        context.RememberCloud(record => record with { ThingGroup = new RecordedThingGroup(group, IsJoined: true) });
        return group;
    }
}
