using Amazon.GreengrassV2;
using Amazon.GreengrassV2.Model;
using Amazon.Runtime;

namespace GreengrassTpm.Release;

/// <summary>Creates the deployment of a target, or revises the one that it has, and follows it to its end.</summary>
/// <param name="session">The AWS services.</param>
/// <param name="pace">How long and how often it asks for the end.</param>
/// <param name="tell">Tells the user what has been done.</param>
public sealed class ComponentDeployer(AwsSession session, Pace pace, Action<string> tell)
{
    /// <summary>Finds out what deploying would do.</summary>
    /// <param name="component">Our component's name.</param>
    /// <param name="target">What to deploy to.</param>
    /// <param name="change">What to deploy.</param>
    /// <param name="expectedAccount">The account that the credentials must be of; null for any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ReleaseException">Something stands in the way.</exception>
    public async Task<DeploymentPlan> PlanAsync(
        string component,
        DeploymentTarget target,
        DeploymentChange change,
        string? expectedAccount,
        CancellationToken cancellationToken
    )
    {
        AwsAccount account = await session.IdentifyAsync(expectedAccount, cancellationToken);
        string version = await VersionAsync(account, component, change.Version, cancellationToken);
        GetDeploymentResponse? before = await LatestAsync(account, target, cancellationToken);
        CreateDeploymentRequest request = DeploymentMerge.Revise(
            before,
            target.ArnIn(account),
            component,
            version,
            change
        );
        bool changesNothing = !change.ChangesRollout && DeploymentMerge.ChangesNothing(before, request, component);
        return new DeploymentPlan(account, target, component, before, request, changesNothing);
    }

    /// <summary>Carries a plan out and follows the deployment.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the wait; the deployment goes on.</param>
    /// <exception cref="ReleaseException">Something stands in the way, or the deployment failed on a device.</exception>
    public async Task DeployAsync(DeploymentPlan plan, CancellationToken cancellationToken)
    {
        string id = plan.ChangesNothing ? plan.Before!.DeploymentId : await CreateAsync(plan, cancellationToken);
        tell($"deployment {id} for {plan.Target}");
        await new DeploymentFollower(session.Greengrass, plan.Account, pace, tell).FollowAsync(
            plan.Target,
            id,
            cancellationToken
        );
    }

    private async Task<string> CreateAsync(DeploymentPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            CreateDeploymentResponse created = await AwsCall.RunAsync(
                new AwsCall($"deploying to {plan.Target}", "greengrass:CreateDeployment", plan.Account.Region),
                () => session.Greengrass.CreateDeploymentAsync(plan.Request, cancellationToken),
                exception => exception is ResourceNotFoundException
            );
            return created.DeploymentId;
        }
        catch (AmazonServiceException exception)
        {
            throw new ReleaseException(
                $"There is no {plan.Target} in account {plan.Account.Id}, region {plan.Account.Region}. "
                    + $"Check the name and the region. AWS says: {exception.Message}",
                exception
            );
        }
    }

    /// <summary>The version to deploy, which must be there and ready.</summary>
    private async Task<string> VersionAsync(
        AwsAccount account,
        string component,
        string? wanted,
        CancellationToken cancellationToken
    )
    {
        ComponentVersions versions = new(session.Greengrass, account, component);
        IReadOnlyList<string> existing = await versions.ListAsync(cancellationToken);
        string version = wanted is null or ComponentVersionText.NextPatch
            ? ComponentVersionText.Highest(existing)?.ToString()
                ?? throw new ReleaseException(
                    $"No version of {component} has been published in account {account.Id}, region {account.Region}. "
                        + "The target PublishComponent does it."
                )
            : wanted;
        CloudComponentStatus? status = await versions.StatusAsync(version, cancellationToken);
        if (status is null)
        {
            throw new ReleaseException(
                $"{component} {version} has not been published in account {account.Id}, region {account.Region}; there is: "
                    + $"{(existing.Count == 0 ? "nothing" : string.Join(", ", existing))}. "
                    + "Publish it (target PublishComponent) or name another --component-version."
            );
        }

        return status.ComponentState == CloudComponentState.DEPLOYABLE
            ? version
            : throw new ReleaseException(
                $"{component} {version} is {status.ComponentState} and cannot be deployed: {status.Message}"
            );
    }

    private async Task<GetDeploymentResponse?> LatestAsync(
        AwsAccount account,
        DeploymentTarget target,
        CancellationToken cancellationToken
    )
    {
        ListDeploymentsResponse list = await AwsCall.RunAsync(
            new AwsCall($"looking for the deployment of {target}", "greengrass:ListDeployments", account.Region),
            () =>
                session.Greengrass.ListDeploymentsAsync(
                    new ListDeploymentsRequest
                    {
                        TargetArn = target.ArnIn(account),
                        HistoryFilter = DeploymentHistoryFilter.LATEST_ONLY,
                    },
                    cancellationToken
                )
        );
        return list.Deployments is [{ } latest, ..]
            ? await AwsCall.RunAsync(
                new AwsCall($"reading deployment {latest.DeploymentId}", "greengrass:GetDeployment", account.Region),
                () =>
                    session.Greengrass.GetDeploymentAsync(
                        new GetDeploymentRequest { DeploymentId = latest.DeploymentId },
                        cancellationToken
                    )
            )
            : null;
    }
}
