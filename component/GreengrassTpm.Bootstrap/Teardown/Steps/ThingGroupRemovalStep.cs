using GreengrassTpm.Credentials;

namespace GreengrassTpm.Bootstrap;

/// <summary>Takes the thing out of the group that provisioning has put it into. First in the cloud: it may end deployments to the device.</summary>
/// <param name="registry">The account's registry.</param>
internal sealed class ThingGroupRemovalStep(CloudRegistry registry) : IStep<TeardownContext>
{
    public string Id => "thing-group";

    public string Title => "leave the thing group";

    public StepLook Look(TeardownContext context) =>
        context.Record.Cloud?.ThingGroup is RecordedThingGroup group
            ? StepLook.Missing(group.Name)
            : StepLook.Done("none was joined");

    public string Act(TeardownContext context)
    {
        RecordedCloud cloud = context.Record.Cloud!;
        string group = cloud.ThingGroup!.Name;
        registry.LeaveGroup(context.Record.ThingName, group);
        context.Remember(context.Record with { Cloud = cloud with { ThingGroup = null } });
        return group;
    }
}
