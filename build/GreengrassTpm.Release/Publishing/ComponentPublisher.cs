using System.Security.Cryptography;
using System.Text;
using Amazon.GreengrassV2;
using Amazon.GreengrassV2.Model;
using Amazon.Runtime;

namespace GreengrassTpm.Release;

/// <summary>
/// Publishes a package as a component version. Everything is looked at before anything is changed, and a run that was
/// interrupted anywhere is finished by the same command.
/// </summary>
/// <param name="session">The AWS services.</param>
/// <param name="pace">How long to wait for the cloud.</param>
/// <param name="tell">Tells the user what has been done.</param>
public sealed class ComponentPublisher(AwsSession session, Pace pace, Action<string> tell)
{
    /// <summary>Finds out what publishing would do.</summary>
    /// <param name="package">The package.</param>
    /// <param name="configuration">Bucket and version wanted.</param>
    /// <param name="expectedAccount">The account that the credentials must be of; null for any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ReleaseException">Something stands in the way.</exception>
    public async Task<PublishPlan> PlanAsync(
        ComponentPackage package,
        GdkConfiguration configuration,
        string? expectedAccount,
        CancellationToken cancellationToken
    )
    {
        AwsAccount account = await session.IdentifyAsync(expectedAccount, cancellationToken);
        ComponentVersions versions = new(session.Greengrass, account, package.Recipe.Name);
        IReadOnlyList<string> existing = await versions.ListAsync(cancellationToken);
        bool isNext = package.Recipe.Version == ComponentVersionText.NextPatch;
        string version = isNext ? ComponentVersionText.After(existing) : package.Recipe.Version;
        string bucket = configuration.BucketOf(account.Region, account.Id);
        Recipe recipe = RecipeTemplate.Publish(package.Recipe, version, bucket);
        RecipeRules.Demand(recipe, [.. package.Artifacts.Select(artifact => artifact.Name)]);

        bool exists = existing.Contains(version);
        if (exists && !await versions.IsMadeFromAsync(recipe, cancellationToken))
        {
            throw Exists(recipe);
        }

        BucketState state = await new ArtifactBucket(session.Storage, account, bucket).LookAsync(cancellationToken);
        ArtifactStore store = new(session.Storage, account, bucket);
        List<ArtifactUpload> uploads = [];
        foreach (PackagedFile artifact in package.Artifacts)
        {
            string key = RecipeTemplate.KeyOf(recipe.Name, version, artifact.Name);
            uploads.Add(
                state.IsMissing
                    ? new ArtifactUpload(artifact, key, IsPresent: false, StaleETag: null)
                    : await store.LookAsync(artifact, key, cancellationToken)
            );
        }

        return new PublishPlan(account, recipe, bucket, state, uploads, exists);
    }

    /// <summary>Carries a plan out and waits until devices can get the version.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReleaseException">Something stands in the way, or the cloud does not take the component.</exception>
    public async Task PublishAsync(PublishPlan plan, CancellationToken cancellationToken)
    {
        if (!plan.IsPublished)
        {
            await new ArtifactBucket(session.Storage, plan.Account, plan.Bucket).MendAsync(
                plan.BucketState,
                cancellationToken
            );
            ArtifactStore store = new(session.Storage, plan.Account, plan.Bucket);
            foreach (ArtifactUpload upload in plan.Uploads)
            {
                await store.UploadAsync(upload, cancellationToken);
                tell($"{upload.Key} is in bucket {plan.Bucket}");
            }

            await CreateAsync(plan, cancellationToken);
        }

        await WaitAsync(plan, cancellationToken);
        tell($"{plan.Arn} can be deployed");
    }

    private async Task CreateAsync(PublishPlan plan, CancellationToken cancellationToken)
    {
        byte[] text = Encoding.UTF8.GetBytes(plan.Recipe.Text);
        using MemoryStream recipe = new(text);
        try
        {
            await AwsCall.RunAsync(
                new AwsCall(
                    $"creating {plan.Recipe.Name} {plan.Recipe.Version}",
                    "greengrass:CreateComponentVersion",
                    plan.Account.Region
                ),
                () =>
                    session.Greengrass.CreateComponentVersionAsync(
                        new CreateComponentVersionRequest
                        {
                            InlineRecipe = recipe,
                            // The same recipe has the same token: a repetition after a lost answer creates nothing twice.
                            ClientToken = Convert.ToHexStringLower(SHA256.HashData(text)),
                        },
                        cancellationToken
                    ),
                exception => exception is ConflictException
            );
        }
        catch (AmazonServiceException exception)
        {
            throw new ReleaseException(Exists(plan.Recipe).Message, exception);
        }
    }

    private Task<CloudComponentStatus> WaitAsync(PublishPlan plan, CancellationToken cancellationToken)
    {
        ComponentVersions versions = new(session.Greengrass, plan.Account, plan.Recipe.Name);
        string state = "not there";
        return pace.UntilAsync(
            async () =>
            {
                CloudComponentStatus? status = await versions.StatusAsync(plan.Recipe.Version, cancellationToken);
                state = status?.ComponentState?.Value ?? state;
                if (status?.ComponentState == CloudComponentState.FAILED)
                {
                    throw new ReleaseException(Failed(plan, status));
                }

                return status?.ComponentState == CloudComponentState.DEPLOYABLE ? status : null;
            },
            () =>
                $"{plan.Arn} is {state} and cannot be deployed yet after {pace.Longest}. "
                + "Run the same command again to wait on.",
            cancellationToken
        );
    }

    private static ReleaseException Exists(Recipe recipe) =>
        new(
            $"{recipe.Name} {recipe.Version} exists in the cloud with another content, and a published version never changes. "
                + $"Raise 'version' in {GdkConfiguration.FileName} and 'Version' in Directory.Build.props, or write "
                + $"{ComponentVersionText.NextPatch} there."
        );

    private static string Failed(PublishPlan plan, CloudComponentStatus status) =>
        $"The cloud has not accepted {plan.Arn}: {status.Message} "
        + string.Join("; ", (status.Errors ?? []).Select(error => $"{error.Key}: {error.Value}"))
        + " Delete this version ('aws greengrassv2 delete-component'), mend what it says, and publish again.";
}
