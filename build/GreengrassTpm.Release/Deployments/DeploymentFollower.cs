using System.Net;
using Amazon.GreengrassV2;
using Amazon.GreengrassV2.Model;
using Amazon.Runtime;

namespace GreengrassTpm.Release;

/// <summary>Follows a deployment until every device that it is for has ended with it.</summary>
/// <param name="greengrass">Greengrass.</param>
/// <param name="account">The account.</param>
/// <param name="pace">How long and how often it asks.</param>
/// <param name="tell">Tells the user of each change.</param>
public sealed class DeploymentFollower(
    IAmazonGreengrassV2 greengrass,
    AwsAccount account,
    Pace pace,
    Action<string> tell
)
{
    private readonly Dictionary<string, DeviceProgress> known = new(StringComparer.Ordinal);

    /// <summary>Follows it.</summary>
    /// <param name="target">What it is for.</param>
    /// <param name="deploymentId">Its id.</param>
    /// <param name="cancellationToken">Ends the wait; the deployment goes on.</param>
    /// <exception cref="ReleaseException">It failed on a device, was cancelled, or has not ended in time.</exception>
    public async Task FollowAsync(DeploymentTarget target, string deploymentId, CancellationToken cancellationToken)
    {
        IReadOnlyList<DeviceProgress> ended = await pace.UntilAsync(
            () => AskAsync(target, deploymentId, cancellationToken),
            () => Unfinished(deploymentId),
            cancellationToken
        );
        DeviceProgress[] failed = [.. ended.Where(device => device.Failed)];
        if (failed.Length > 0)
        {
            throw new ReleaseException(
                $"The deployment {deploymentId} failed on {failed.Length} of {ended.Count} devices. "
                    + "Their logs (greengrass.log and the component's own) tell more; mend the cause and deploy again.\n"
                    + string.Join('\n', failed.Select(device => $"  - {device}"))
            );
        }

        tell(
            ended.Count == 0
                ? $"{target} has no core device yet; those that join it get the deployment"
                : $"deployed to {ended.Count} device{(ended.Count == 1 ? "" : "s")}"
        );
    }

    /// <summary>How all devices have ended; null while one has not.</summary>
    private async Task<IReadOnlyList<DeviceProgress>?> AskAsync(
        DeploymentTarget target,
        string deploymentId,
        CancellationToken cancellationToken
    )
    {
        List<DeviceProgress> all = [];
        foreach (string thing in await ThingsAsync(target, cancellationToken))
        {
            DeviceProgress progress = await ProgressAsync(thing, deploymentId, cancellationToken);
            if (known.GetValueOrDefault(thing) != progress)
            {
                known[thing] = progress;
                tell(progress.ToString());
            }

            all.Add(progress);
        }

        if (all.TrueForAll(device => device.Succeeded || device.Failed))
        {
            return all;
        }

        await DemandGoingOnAsync(deploymentId, all, cancellationToken);
        return null;
    }

    private async Task<IReadOnlyList<string>> ThingsAsync(DeploymentTarget target, CancellationToken cancellationToken)
    {
        if (!target.IsGroup)
        {
            return [target.Name];
        }

        return await AwsCall.RunAsync(
            new AwsCall($"listing the core devices of {target}", "greengrass:ListCoreDevices", account.Region),
            async () =>
            {
                List<string> things = [];
                IPaginatedEnumerable<CoreDevice> devices = greengrass
                    .Paginators.ListCoreDevices(
                        new ListCoreDevicesRequest { ThingGroupArn = account.ThingGroupArn(target.Name) }
                    )
                    .CoreDevices;
                await foreach (CoreDevice device in devices.WithCancellation(cancellationToken))
                {
                    things.Add(device.CoreDeviceThingName);
                }

                return things;
            }
        );
    }

    private async Task<DeviceProgress> ProgressAsync(
        string thing,
        string deploymentId,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await AwsCall.RunAsync(
                new AwsCall($"asking how far {thing} is", "greengrass:ListEffectiveDeployments", account.Region),
                async () =>
                {
                    IPaginatedEnumerable<EffectiveDeployment> deployments = greengrass
                        .Paginators.ListEffectiveDeployments(
                            new ListEffectiveDeploymentsRequest { CoreDeviceThingName = thing }
                        )
                        .EffectiveDeployments;
                    await foreach (EffectiveDeployment item in deployments.WithCancellation(cancellationToken))
                    {
                        if (item.DeploymentId == deploymentId)
                        {
                            return DeviceProgress.Of(thing, item);
                        }
                    }

                    return DeviceProgress.Unheard(thing);
                },
                exception => exception.StatusCode is HttpStatusCode.NotFound
            );
        }
        catch (AmazonServiceException)
        {
            // A thing becomes a core device when its nucleus connects for the first time.
            return DeviceProgress.Unheard(thing);
        }
    }

    private async Task DemandGoingOnAsync(
        string deploymentId,
        IReadOnlyList<DeviceProgress> devices,
        CancellationToken cancellationToken
    )
    {
        GetDeploymentResponse deployment = await AwsCall.RunAsync(
            new AwsCall($"asking for deployment {deploymentId}", "greengrass:GetDeployment", account.Region),
            () =>
                greengrass.GetDeploymentAsync(
                    new GetDeploymentRequest { DeploymentId = deploymentId },
                    cancellationToken
                )
        );
        if (deployment.DeploymentStatus == DeploymentStatus.INACTIVE)
        {
            throw new ReleaseException(
                $"A later revision has taken the place of deployment {deploymentId} before all devices had it."
            );
        }

        if (
            deployment.DeploymentStatus == DeploymentStatus.CANCELED
            || deployment.DeploymentStatus == DeploymentStatus.FAILED
        )
        {
            throw new ReleaseException(
                $"The deployment {deploymentId} is {deployment.DeploymentStatus} before all devices had it:\n"
                    + string.Join('\n', devices.Select(device => $"  - {device}"))
            );
        }
    }

    private string Unfinished(string deploymentId) =>
        $"The deployment {deploymentId} has not ended after {pace.Longest}, and goes on. "
        + $"'aws greengrassv2 get-deployment --deployment-id {deploymentId}' tells how far it is. So far:\n"
        + string.Join('\n', known.Values.Select(device => $"  - {device}"));
}
