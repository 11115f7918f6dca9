using Amazon.GreengrassV2;
using Amazon.GreengrassV2.Model;

namespace GreengrassTpm.Release;

/// <summary>
/// Works out the revision of a deployment. A deployment names everything that a device is to have, and what it does not
/// name is removed: so all that is deployed already is taken over as it is.
/// </summary>
public static class DeploymentMerge
{
    /// <summary>Works out the request.</summary>
    /// <param name="before">The target's latest deployment; null if it has none.</param>
    /// <param name="targetArn">The target.</param>
    /// <param name="component">Our component's name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="change">What is changed beside it.</param>
    /// <returns>The request for the new deployment.</returns>
    public static CreateDeploymentRequest Revise(
        GetDeploymentResponse? before,
        string targetArn,
        string component,
        string version,
        DeploymentChange change
    )
    {
        ComponentDeploymentSpecification? ours = before?.Components?.GetValueOrDefault(component);
        return new CreateDeploymentRequest
        {
            TargetArn = targetArn,
            ParentTargetArn = before?.ParentTargetArn,
            DeploymentName = change.Name ?? before?.DeploymentName ?? $"{component} {version}",
            Components = new Dictionary<string, ComponentDeploymentSpecification>(before?.Components ?? [])
            {
                [component] = new()
                {
                    ComponentVersion = version,
                    ConfigurationUpdate = ConfigurationMerge.Combine(
                        ours?.ConfigurationUpdate,
                        change.Merge,
                        change.Reset
                    ),
                    RunWith = ours?.RunWith,
                },
            },
            DeploymentPolicies = Policies(before?.DeploymentPolicies, change),
            IotJobConfiguration = Job(before?.IotJobConfiguration, change),
            Tags = before?.Tags,
        };
    }

    /// <summary>Whether a request would deploy nothing that is not deployed already.</summary>
    /// <param name="before">The target's latest deployment; null if it has none.</param>
    /// <param name="request">The request.</param>
    /// <param name="component">Our component's name.</param>
    /// <returns>True if it would not.</returns>
    public static bool ChangesNothing(GetDeploymentResponse? before, CreateDeploymentRequest request, string component)
    {
        ComponentDeploymentSpecification ours = request.Components[component];
        return before is not null
            && (
                before.DeploymentStatus == DeploymentStatus.ACTIVE
                || before.DeploymentStatus == DeploymentStatus.COMPLETED
            )
            && before.Components?.GetValueOrDefault(component) is { } existing
            && existing.ComponentVersion == ours.ComponentVersion
            && ConfigurationMerge.AreSame(existing.ConfigurationUpdate, ours.ConfigurationUpdate);
    }

    private static DeploymentPolicies Policies(DeploymentPolicies? before, DeploymentChange change) =>
        new()
        {
            FailureHandlingPolicy = change.RollBack switch
            {
                true => DeploymentFailureHandlingPolicy.ROLLBACK,
                false => DeploymentFailureHandlingPolicy.DO_NOTHING,
                null => before?.FailureHandlingPolicy ?? DeploymentFailureHandlingPolicy.ROLLBACK,
            },
            ComponentUpdatePolicy = change.NotifyComponents switch
            {
                null => before?.ComponentUpdatePolicy,
                { } notify => new DeploymentComponentUpdatePolicy
                {
                    Action = notify
                        ? DeploymentComponentUpdatePolicyAction.NOTIFY_COMPONENTS
                        : DeploymentComponentUpdatePolicyAction.SKIP_NOTIFY_COMPONENTS,
                    TimeoutInSeconds = before?.ComponentUpdatePolicy?.TimeoutInSeconds,
                },
            },
            ConfigurationValidationPolicy = before?.ConfigurationValidationPolicy,
        };

    private static DeploymentIoTJobConfiguration? Job(DeploymentIoTJobConfiguration? before, DeploymentChange change)
    {
        DeploymentIoTJobConfiguration job = new()
        {
            JobExecutionsRolloutConfig = Rollout(change) ?? before?.JobExecutionsRolloutConfig,
            AbortConfig = Abort(change.Abort) ?? before?.AbortConfig,
            TimeoutConfig = change.DeviceMinutes is { } minutes
                ? new IoTJobTimeoutConfig { InProgressTimeoutInMinutes = minutes }
                : before?.TimeoutConfig,
        };
        return job is { JobExecutionsRolloutConfig: null, AbortConfig: null, TimeoutConfig: null } ? null : job;
    }

    private static IoTJobExecutionsRolloutConfig? Rollout(DeploymentChange change) =>
        change is { DevicesPerMinute: null, Growth: null }
            ? null
            : new IoTJobExecutionsRolloutConfig
            {
                MaximumPerMinute = change.DevicesPerMinute,
                ExponentialRate = change.Growth is { } growth
                    ? new IoTJobExponentialRolloutRate
                    {
                        BaseRatePerMinute = growth.DevicesPerMinute,
                        IncrementFactor = growth.Factor,
                        RateIncreaseCriteria = new IoTJobRateIncreaseCriteria
                        {
                            NumberOfSucceededThings = growth.AfterSuccesses,
                        },
                    }
                    : null,
            };

    private static IoTJobAbortConfig? Abort(AbortRule? rule) =>
        rule is null
            ? null
            : new IoTJobAbortConfig
            {
                CriteriaList =
                [
                    new IoTJobAbortCriteria
                    {
                        Action = IoTJobAbortAction.CANCEL,
                        FailureType = IoTJobExecutionFailureType.ALL,
                        MinNumberOfExecutedThings = rule.AfterDevices,
                        ThresholdPercentage = rule.Percent,
                    },
                ],
            };
}
