using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Publishes the executables as native code for one kind of machine: what is tested and demonstrated.</summary>
[TaskName("Publish")]
[TaskDescription("Publishes the native executables into artifacts/<runtime>; --runtime chooses it")]
[IsDependentOn(typeof(CompileTask))]
public sealed class PublishTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context) =>
        new ExecutablePublisher(context).Publish(context.RuntimeIdentifier);
}
