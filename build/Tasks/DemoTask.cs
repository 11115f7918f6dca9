using Cake.Frosting;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Shows the product at work on a software TPM, with the published executables.</summary>
[TaskName("Demo")]
[TaskDescription("Shows the product at work on a software TPM: from an empty chip to a rotation by deployment")]
[IsDependentOn(typeof(PrerequisitesTask))]
[IsDependentOn(typeof(PublishTask))]
public sealed class DemoTask : FrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override void Run(BuildContext context) => context.RunProject("tests/GreengrassTpm.Demonstration");
}
