using Cake.Common;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using GreengrassTpm.Release;

namespace GreengrassTpm.Build.Tasks;

/// <summary>Publishes the package as a component version in AWS.</summary>
[TaskName("PublishComponent")]
[TaskDescription("Publishes the package in AWS and waits until it can be deployed; --plan shows what it would do")]
[IsDependentOn(typeof(PackageTask))]
public sealed class PublishComponentTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc />
    public override async Task RunAsync(BuildContext context)
    {
        GdkConfiguration configuration = context.LoadGdkConfiguration();
        ComponentPackage package = ComponentPackage.Load(context.Paths.Package.FullPath);
        using AwsSession session = new(context.Argument("region", configuration.Region));
        ComponentPublisher publisher = new(session, context.CloudPace(), line => context.Log.Information("{0}", line));
        PublishPlan plan = await publisher.PlanAsync(
            package,
            configuration,
            context.Argument<string?>("account", null),
            CancellationToken.None
        );
        context.Log.Information("{0}", string.Join('\n', plan.Steps));
        if (!context.HasArgument("plan"))
        {
            await publisher.PublishAsync(plan, CancellationToken.None);
        }
    }
}
