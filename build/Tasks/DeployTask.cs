using Cake.Common;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using GreengrassTpm.Release;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Deploys a published version to a device or a group of devices, beside what is deployed there already.</summary>
[TaskName("Deploy")]
[TaskDescription("Deploys to --thing or --thing-group and follows it to the end; --plan shows what it would do")]
public sealed class DeployTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override async Task RunAsync(BuildContext context)
    {
        GdkConfiguration configuration = context.LoadGdkConfiguration();
        DeploymentOrder order = new DeploymentArguments(name => context.Argument<string?>(name, null)).Read();
        using AwsSession session = new(context.Argument("region", configuration.Region));
        ComponentDeployer deployer = new(session, context.CloudPace(), line => context.Log.Information("{0}", line));
        DeploymentPlan plan = await deployer.PlanAsync(
            configuration.ComponentName,
            order.Target,
            order.Change with
            {
                Version = order.Change.Version ?? configuration.Version,
            },
            context.Argument<string?>("account", null),
            CancellationToken.None
        );
        context.Log.Information("{0}", string.Join('\n', plan.Steps));
        if (!context.HasArgument("plan"))
        {
            await deployer.DeployAsync(plan, CancellationToken.None);
        }
    }
}
