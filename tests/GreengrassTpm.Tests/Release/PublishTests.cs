using System.Net;
using Amazon.Runtime;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Release;
using Xunit;

namespace GreengrassTpm.Tests.Release;

/// <summary>Publishing to the local cloud: what it leaves there, what it never does, and what it says when it cannot.</summary>
public sealed class PublishTests : CloudReleaseTest
{
    [Fact]
    public async Task A_new_component_gets_a_private_versioned_bucket_its_artifacts_and_a_deployable_version()
    {
        ComponentPackage package = Package();

        PublishPlan plan = await PublishAsync(package);

        Bucket bucket = Cloud.Bucket(BucketName)!;
        Assert.Equal(package.Artifacts.Select(artifact => $"{Component}/0.1.0/{artifact.Name}"), bucket.Objects.Keys);
        Assert.Contains("aws:SecureTransport", bucket.Policy, StringComparison.Ordinal);
        Assert.Contains("<RestrictPublicBuckets>true", bucket.PublicAccessBlock, StringComparison.Ordinal);
        Assert.Contains("<Status>Enabled", bucket.Versioning, StringComparison.Ordinal);
        Assert.Equal(plan.Recipe.Text, Assert.Single(Cloud.Components()).Recipe);
        Assert.EndsWith("versions:0.1.0 can be deployed", Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_changes_nothing()
    {
        PublishPlan plan = await PlanAsync(Package());

        Assert.Contains($"bucket {BucketName}: create it", plan.Steps);
        Assert.Null(Cloud.Bucket(BucketName));
        Assert.DoesNotContain(
            Cloud.Calls,
            call =>
                call.Operation.StartsWith("Put", StringComparison.Ordinal)
                || call.Operation.StartsWith("Create", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task NEXT_PATCH_follows_the_highest_version_in_the_cloud()
    {
        await PublishAsync(Package("1.9.0"));
        await PublishAsync(Package("1.10.3"));

        PublishPlan plan = await PublishAsync(Package(ComponentVersionText.NextPatch));

        Assert.Equal("1.10.4", plan.Recipe.Version);
    }

    [Fact]
    public async Task A_version_that_exists_with_another_content_is_refused_before_anything_is_uploaded()
    {
        await PublishAsync(Package());
        int puts = Cloud.Faults.Calls("PutObject");
        ComponentPackage other = ComponentPackage.Make(
            PackageFolder,
            ReleaseSamples.Template.Replace("maxKeyAge: 90d", "maxKeyAge: 60d", StringComparison.Ordinal),
            Configuration,
            ReleaseSamples.Publish(File(".")),
            _ => "{}"
        );

        string message = await RefusalAsync(() => PlanAsync(other));

        Assert.Contains("0.1.0 exists in the cloud with another content", message, StringComparison.Ordinal);
        Assert.Contains("NEXT_PATCH", message, StringComparison.Ordinal);
        Assert.Equal(puts, Cloud.Faults.Calls("PutObject"));
    }

    [Theory]
    [InlineData("CreateBucket")]
    [InlineData("PutPublicAccessBlock")]
    [InlineData("PutBucketPolicy")]
    [InlineData("PutBucketVersioning")]
    [InlineData("PutObject")]
    [InlineData("CreateComponentVersion")]
    [InlineData("DescribeComponent")]
    public async Task What_was_interrupted_anywhere_is_finished_by_the_same_command(string operation)
    {
        ComponentPackage package = Package();
        // The first try has its effect and no answer, and the SDK's second one is refused.
        Cloud.Faults.Add(operation, Fault.AnswerLost);
        Cloud.Faults.Add(operation, new ErrorAnswer("Broken", HttpStatusCode.BadRequest, "broken"), call: 2);
        await RefusalAsync(() => PublishAsync(package));

        await PublishAsync(package);

        Bucket bucket = Cloud.Bucket(BucketName)!;
        Assert.Equal(2, bucket.Objects.Count);
        Assert.NotNull(bucket.Policy);
        Assert.NotNull(bucket.Versioning);
        Assert.NotNull(bucket.PublicAccessBlock);
        Assert.Single(Cloud.Components());
    }

    [Fact]
    public async Task What_is_there_is_not_uploaded_again_and_a_published_version_is_not_published_twice()
    {
        ComponentPackage package = Package();
        await PublishAsync(package);

        PublishPlan again = await PublishAsync(package);

        Assert.True(again.IsPublished);
        Assert.Equal(2, Cloud.Faults.Calls("PutObject"));
        Assert.Equal(1, Cloud.Faults.Calls("CreateComponentVersion"));
    }

    [Fact]
    public async Task An_object_that_an_interrupted_run_of_other_content_has_left_is_replaced()
    {
        Cloud.AddBucket(BucketName);
        string key = $"{Component}/0.1.0/greengrass-tpm-linux-x64";
        Cloud.Bucket(BucketName)!.Objects[key] = new StoredObject(new byte[] { 1 }, null, "\"old\"");

        await PublishAsync(Package());

        Assert.True(Cloud.Bucket(BucketName)!.Objects[key].Content.Length > 1);
    }

    [Fact]
    public async Task An_object_that_somebody_else_uploads_meanwhile_is_not_replaced()
    {
        ComponentPackage package = Package();
        Cloud.AddBucket(BucketName);
        using AwsSession session = Session();
        ComponentPublisher publisher = new(session, Quick, _ => { });
        PublishPlan plan = await publisher.PlanAsync(package, Configuration, null, default);
        StoredObject theirs = new(new byte[] { 1 }, null, "\"theirs\"");
        Cloud.Bucket(BucketName)!.Objects[plan.Uploads[0].Key] = theirs;

        string message = await RefusalAsync(() => publisher.PublishAsync(plan, default));

        Assert.Contains("Somebody else has uploaded", message, StringComparison.Ordinal);
        Assert.Same(theirs, Cloud.Bucket(BucketName)!.Objects[plan.Uploads[0].Key]);
        Assert.Empty(Cloud.Components());
    }

    [Fact]
    public async Task An_artifact_that_has_changed_since_it_was_packaged_is_not_published()
    {
        ComponentPackage package = Package();
        await System.IO.File.AppendAllTextAsync(package.Artifacts[1].Path, "x");

        string message = await RefusalAsync(() => PublishAsync(package));

        Assert.Contains("has changed since it was packaged", message, StringComparison.Ordinal);
        Assert.Empty(Cloud.Components());
    }

    [Fact]
    public async Task S3_compares_what_arrives_with_the_digest_of_the_recipe()
    {
        ComponentPackage package = Package();
        PackagedFile artifact = package.Artifacts[0];
        // The digest is of the file as it is now, the plan's of how it was packaged.
        Cloud.Faults.Add("PutObject", new ErrorAnswer("BadDigest", HttpStatusCode.BadRequest, "did not match"));

        string message = await RefusalAsync(() => PublishAsync(package));

        Assert.Contains($"{artifact.Path} has changed", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_of_another_account_is_never_written_to()
    {
        Cloud.AddBucket(BucketName, owner: "999999999999");

        string message = await RefusalAsync(() => PublishAsync(Package()));

        Assert.Contains("does not belong to account 123456789012", message, StringComparison.Ordinal);
        Assert.Contains("Change 'bucket' in gdk-config.json", message, StringComparison.Ordinal);
        Assert.Empty(Cloud.Bucket(BucketName)!.Objects);
    }

    [Fact]
    public async Task A_bucket_in_another_region_is_refused()
    {
        Cloud.AddBucket(BucketName, region: "us-east-1");

        Assert.Contains(
            "lies in us-east-1, but the component is published in eu-central-1",
            await RefusalAsync(() => PublishAsync(Package())),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_policy_that_somebody_has_given_the_bucket_stays()
    {
        Cloud.AddBucket(BucketName);
        using AwsSession session = Session();
        await session.Storage.PutBucketPolicyAsync(
            new Amazon.S3.Model.PutBucketPolicyRequest { BucketName = BucketName, Policy = "{}" }
        );

        await PublishAsync(Package());

        Assert.Equal("{}", Cloud.Bucket(BucketName)!.Policy);
    }

    [Fact]
    public async Task Credentials_of_another_account_than_the_expected_are_refused()
    {
        string message = await RefusalAsync(() => PlanAsync(Package(), account: "999999999999"));

        Assert.Contains("user/operator, not of account 999999999999", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expired_credentials_are_told_as_such()
    {
        (string id, string secret, string token) = Cloud.TemporaryKey(TimeSpan.FromHours(-1));

        string message = await RefusalAsync(() =>
            PlanAsync(Package(), Session(new SessionAWSCredentials(id, secret, token)))
        );

        Assert.Contains("the AWS credentials have expired", message, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_credentials_are_told_as_such() =>
        Assert.Contains(
            "AWS does not know the credentials",
            await RefusalAsync(() => PlanAsync(Package(), Session(new BasicAWSCredentials("AKIANOBODY", "x")))),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Without_credentials_the_ways_to_give_them_are_told() =>
        Assert.Contains(
            "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID",
            await RefusalAsync(() => PlanAsync(Package(), Session(new NoCredentials()))),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_region_that_the_account_does_not_answer_in_is_told() =>
        Assert.Contains(
            "AWS does not accept the signature for region us-west-2",
            await RefusalAsync(() => PlanAsync(Package(), Session(region: "us-west-2"))),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("ListComponentVersions", "greengrass:ListComponentVersions")]
    [InlineData("CreateBucket", "s3:CreateBucket")]
    [InlineData("PutBucketVersioning", "s3:PutBucketVersioning")]
    [InlineData("PutObject", "s3:PutObject")]
    [InlineData("CreateComponentVersion", "greengrass:CreateComponentVersion")]
    [InlineData("DescribeComponent", "greengrass:DescribeComponent")]
    public async Task A_permission_that_is_missing_is_named(string operation, string action)
    {
        Cloud.Faults.Add(
            operation,
            new ErrorAnswer(action[0] == 's' ? "AccessDenied" : "AccessDeniedException", HttpStatusCode.Forbidden, "no")
        );

        Assert.Contains(
            $"Allow {action} in the caller's policy",
            await RefusalAsync(() => PublishAsync(Package())),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_component_that_the_cloud_refuses_is_told_with_its_errors()
    {
        ComponentPackage package = Package();
        using AwsSession session = Session();
        ComponentPublisher publisher = new(session, Quick, _ => { });
        PublishPlan plan = await publisher.PlanAsync(package, Configuration, null, default);
        PublishPlan without = plan with { Uploads = [plan.Uploads[0]] };

        string message = await RefusalAsync(() => publisher.PublishAsync(without, default));

        Assert.Contains("greengrass-tpm-linux-x64: ARTIFACT_NOT_FOUND", message, StringComparison.Ordinal);
    }

    /// <summary>What the SDK's chain of providers does when none of them has credentials.</summary>
    private sealed class NoCredentials : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() =>
            throw new AmazonClientException("Failed to resolve AWS credentials.");
    }
}
