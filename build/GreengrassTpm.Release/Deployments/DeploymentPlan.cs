using Amazon.GreengrassV2.Model;

namespace GreengrassTpm.Release;

/// <summary>What deploying would do, found out without changing anything.</summary>
/// <param name="Account">The account.</param>
/// <param name="Target">What is deployed to.</param>
/// <param name="Component">Our component's name.</param>
/// <param name="Before">The target's latest deployment; null if it has none.</param>
/// <param name="Request">The request for the new one.</param>
/// <param name="ChangesNothing">Whether everything wanted is deployed already.</param>
public sealed record DeploymentPlan(
    AwsAccount Account,
    DeploymentTarget Target,
    string Component,
    GetDeploymentResponse? Before,
    CreateDeploymentRequest Request,
    bool ChangesNothing
)
{
    /// <summary>The plan in words.</summary>
    public IEnumerable<string> Steps =>
        [
            $"{Target} in account {Account.Id}, region {Account.Region}, as {Account.CallerArn}",
            Before is null
                ? "it has no deployment yet"
                : $"revises deployment '{Before.DeploymentName}' ({Before.DeploymentId}, {Before.DeploymentStatus})",
            .. Request
                .Components.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => Line(entry.Key, entry.Value)),
            .. ChangesNothing ? ["nothing is to be changed"] : Array.Empty<string>(),
        ];

    private string Line(string name, ComponentDeploymentSpecification now)
    {
        if (name != Component)
        {
            return $"  {name} {now.ComponentVersion}: stays";
        }

        string before = Before?.Components?.GetValueOrDefault(name)?.ComponentVersion ?? "not deployed";
        string update = now.ConfigurationUpdate is null
            ? ""
            : $", merges {now.ConfigurationUpdate.Merge ?? "nothing"}"
                + (now.ConfigurationUpdate.Reset is { Count: > 0 } reset ? $", resets {string.Join(", ", reset)}" : "");
        return $"  {name} {now.ComponentVersion} (before: {before}){update}";
    }
}
