namespace GreengrassTpm.Release;

/// <summary>What publishing would do, found out without changing anything.</summary>
/// <param name="Account">The account, and who acts.</param>
/// <param name="Recipe">The recipe as it goes to the cloud.</param>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="BucketState">What the bucket lacks.</param>
/// <param name="Uploads">The artifacts and what is in their places.</param>
/// <param name="IsPublished">The cloud has this very version already: an earlier run came so far.</param>
public sealed record PublishPlan(
    AwsAccount Account,
    Recipe Recipe,
    string Bucket,
    BucketState BucketState,
    IReadOnlyList<ArtifactUpload> Uploads,
    bool IsPublished
)
{
    /// <summary>ARN of the version.</summary>
    public string Arn => Account.ComponentArn(Recipe.Name, Recipe.Version);

    /// <summary>The plan in words.</summary>
    public IEnumerable<string> Steps =>
        [
            $"{Recipe.Name} {Recipe.Version} in account {Account.Id}, region {Account.Region}, as {Account.CallerArn}",
            .. IsPublished ? ["the version exists with this recipe: wait until it can be deployed"] : Work(),
        ];

    private IEnumerable<string> Work() =>
        [
            .. BucketState.Changes.Select(change => $"bucket {Bucket}: {change}"),
            .. Uploads.Select(upload =>
                $"{upload.Key}: "
                + (
                    upload.IsPresent ? "is there already"
                    : upload.StaleETag is null ? $"upload {upload.File.Size} bytes"
                    : $"replace what an interrupted run has left by {upload.File.Size} bytes"
                )
            ),
            $"create the version from a recipe of {Recipe.Size} bytes and wait until it can be deployed",
        ];
}
