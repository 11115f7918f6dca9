using Cake.Frosting;
using GreengrassTpm.Release;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Publishes the executables as native code for every kind of machine that devices are: what is released.</summary>
[TaskName("PublishAll")]
[TaskDescription("Publishes the native executables for x64 and arm64")]
[IsDependentOn(typeof(CrossToolchainTask))]
[IsDependentOn(typeof(PublishTask))]
public sealed class PublishAllTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context)
    {
        IEnumerable<string> others = DeviceArchitecture
            .All.Select(architecture => architecture.RuntimeIdentifier)
            .Where(runtime => runtime != context.RuntimeIdentifier);
        foreach (string runtime in others)
        {
            new ExecutablePublisher(context).Publish(runtime);
        }
    }
}
