namespace GreengrassTpm.Release;

/// <summary>What a deployment is for: one device, or all devices of a group, also those that join later.</summary>
/// <param name="Name">Name of the thing or of the thing group.</param>
/// <param name="IsGroup">Whether it is a group.</param>
public sealed record DeploymentTarget(string Name, bool IsGroup)
{
    /// <summary>ARN of the target.</summary>
    /// <param name="account">The account that it is in.</param>
    /// <returns>The ARN.</returns>
    public string ArnIn(AwsAccount account) => IsGroup ? account.ThingGroupArn(Name) : account.ThingArn(Name);

    /// <inheritdoc />
    public override string ToString() => IsGroup ? $"thing group {Name}" : $"thing {Name}";
}
