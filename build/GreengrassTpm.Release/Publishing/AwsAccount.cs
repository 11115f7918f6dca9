using Amazon;

namespace GreengrassTpm.Release;

/// <summary>An account in one region, and who acts in it.</summary>
/// <param name="Id">The account number.</param>
/// <param name="Region">The region.</param>
/// <param name="CallerArn">Who acts.</param>
public sealed record AwsAccount(string Id, string Region, string CallerArn)
{
    private string Partition => RegionEndpoint.GetBySystemName(Region).PartitionName;

    /// <summary>ARN of a component, without a version.</summary>
    /// <param name="name">The component's name.</param>
    /// <returns>The ARN.</returns>
    public string ComponentArn(string name) => $"arn:{Partition}:greengrass:{Region}:{Id}:components:{name}";

    /// <summary>ARN of a component's version.</summary>
    /// <param name="name">The component's name.</param>
    /// <param name="version">The version.</param>
    /// <returns>The ARN.</returns>
    public string ComponentArn(string name, string version) => $"{ComponentArn(name)}:versions:{version}";

    /// <summary>ARN of a thing.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The ARN.</returns>
    public string ThingArn(string name) => $"arn:{Partition}:iot:{Region}:{Id}:thing/{name}";

    /// <summary>ARN of a thing group.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The ARN.</returns>
    public string ThingGroupArn(string name) => $"arn:{Partition}:iot:{Region}:{Id}:thinggroup/{name}";

    /// <summary>ARN of a bucket.</summary>
    /// <param name="bucket">Its name.</param>
    /// <returns>The ARN.</returns>
    public string BucketArn(string bucket) => $"arn:{Partition}:s3:::{bucket}";
}
