using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace GreengrassTpm.Release;

/// <summary>What the bucket of the artifacts lacks.</summary>
/// <param name="IsMissing">It does not exist.</param>
/// <param name="IsPublic">Nothing keeps it from being made public.</param>
/// <param name="IsUnversioned">It keeps no older versions of objects.</param>
/// <param name="HasNoPolicy">It has no policy, so that it answers without TLS.</param>
public sealed record BucketState(bool IsMissing, bool IsPublic, bool IsUnversioned, bool HasNoPolicy)
{
    /// <summary>What has to be done to it, in words.</summary>
    public IEnumerable<string> Changes =>
        [
            .. IsMissing ? ["create it"] : Array.Empty<string>(),
            .. IsPublic ? ["block public access"] : Array.Empty<string>(),
            .. HasNoPolicy ? ["refuse requests without TLS"] : Array.Empty<string>(),
            .. IsUnversioned ? ["keep versions of objects"] : Array.Empty<string>(),
        ];
}

/// <summary>
/// The bucket of the artifacts: private, reached over TLS alone, versioned. Every request names the account that must own
/// it, because names of buckets are the world's: without that, artifacts could go to somebody who was quicker.
/// </summary>
/// <param name="storage">S3.</param>
/// <param name="account">The account.</param>
/// <param name="name">The bucket's name.</param>
public sealed class ArtifactBucket(IAmazonS3 storage, AwsAccount account, string name)
{
    /// <summary>Looks at it and changes nothing.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What it lacks.</returns>
    /// <exception cref="ReleaseException">It is somebody else's, lies in another region, or may not be looked at.</exception>
    public async Task<BucketState> LookAsync(CancellationToken cancellationToken)
    {
        if (await RegionAsync(cancellationToken) is not { } region)
        {
            return new BucketState(IsMissing: true, IsPublic: true, IsUnversioned: true, HasNoPolicy: true);
        }

        if (region != account.Region)
        {
            throw new ReleaseException(
                $"Bucket {name} lies in {region}, but the component is published in {account.Region}. "
                    + $"Change 'bucket' or 'region' in {GdkConfiguration.FileName}."
            );
        }

        return new BucketState(
            IsMissing: false,
            !await BlocksPublicAsync(cancellationToken),
            !await IsVersionedAsync(cancellationToken),
            !await HasPolicyAsync(cancellationToken)
        );
    }

    /// <summary>Does what it lacks. A policy that somebody has given it is left as it is.</summary>
    /// <param name="state">What it lacks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task MendAsync(BucketState state, CancellationToken cancellationToken)
    {
        if (state.IsMissing)
        {
            await CreateAsync(cancellationToken);
        }

        if (state.IsPublic)
        {
            await AwsCall.RunAsync(
                Call("blocking public access to bucket", "s3:PutBucketPublicAccessBlock"),
                () =>
                    storage.PutPublicAccessBlockAsync(
                        new PutPublicAccessBlockRequest
                        {
                            BucketName = name,
                            ExpectedBucketOwner = account.Id,
                            PublicAccessBlockConfiguration = new PublicAccessBlockConfiguration
                            {
                                BlockPublicAcls = true,
                                BlockPublicPolicy = true,
                                IgnorePublicAcls = true,
                                RestrictPublicBuckets = true,
                            },
                        },
                        cancellationToken
                    )
            );
        }

        if (state.HasNoPolicy)
        {
            await AwsCall.RunAsync(
                Call("giving a policy to bucket", "s3:PutBucketPolicy"),
                () =>
                    storage.PutBucketPolicyAsync(
                        new PutBucketPolicyRequest
                        {
                            BucketName = name,
                            ExpectedBucketOwner = account.Id,
                            Policy = TlsOnlyPolicy(),
                        },
                        cancellationToken
                    )
            );
        }

        if (state.IsUnversioned)
        {
            await AwsCall.RunAsync(
                Call("switching on versions in bucket", "s3:PutBucketVersioning"),
                () =>
                    storage.PutBucketVersioningAsync(
                        new PutBucketVersioningRequest
                        {
                            BucketName = name,
                            ExpectedBucketOwner = account.Id,
                            VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
                        },
                        cancellationToken
                    )
            );
        }
    }

    private string TlsOnlyPolicy() =>
        $$"""
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Sid": "TlsOnly",
                  "Effect": "Deny",
                  "Principal": "*",
                  "Action": "s3:*",
                  "Resource": ["{{account.BucketArn(name)}}", "{{account.BucketArn(name)}}/*"],
                  "Condition": { "Bool": { "aws:SecureTransport": "false" } }
                }
              ]
            }
            """;

    private Task<PutBucketResponse> CreateAsync(CancellationToken cancellationToken) =>
        AwsCall.RunAsync(
            Call("creating bucket", "s3:CreateBucket"),
            async () =>
            {
                try
                {
                    return await storage.PutBucketAsync(
                        new PutBucketRequest { BucketName = name, BucketRegionName = account.Region },
                        cancellationToken
                    );
                }
                catch (AmazonS3Exception exception) when (exception.ErrorCode is "BucketAlreadyExists")
                {
                    throw new ReleaseException(SomebodyElses, exception);
                }
            }
        );

    /// <summary>The region that it lies in; null when it does not exist.</summary>
    private async Task<string?> RegionAsync(CancellationToken cancellationToken)
    {
        try
        {
            GetBucketLocationResponse location = await AwsCall.RunAsync(
                Call("looking for bucket", "s3:GetBucketLocation"),
                () =>
                    storage.GetBucketLocationAsync(
                        new GetBucketLocationRequest { BucketName = name, ExpectedBucketOwner = account.Id },
                        cancellationToken
                    ),
                exception =>
                    exception.StatusCode is HttpStatusCode.NotFound
                    || (exception.StatusCode is HttpStatusCode.Forbidden && !IsAboutCredentials(exception))
            );
            return location.Location?.Value switch
            {
                null or "" or "US" => "us-east-1",
                "EU" => "eu-west-1",
                { } region => region,
            };
        }
        catch (AmazonServiceException exception) when (exception.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonServiceException exception)
        {
            throw new ReleaseException(
                $"{SomebodyElses} Or it is yours and {account.CallerArn} may not look at it: then allow s3:GetBucketLocation.",
                exception
            );
        }
    }

    private string SomebodyElses =>
        $"Bucket {name} exists and does not belong to account {account.Id}. "
        + $"Change 'bucket' in {GdkConfiguration.FileName}: names of buckets are shared by all accounts of the world.";

    private static bool IsAboutCredentials(AmazonServiceException exception) =>
        exception.ErrorCode is not (null or "AccessDenied" or "Forbidden" or "403");

    private async Task<bool> BlocksPublicAsync(CancellationToken cancellationToken)
    {
        GetPublicAccessBlockResponse? block = await AskAsync(
            "reading the public access block of bucket",
            "s3:GetBucketPublicAccessBlock",
            () =>
                storage.GetPublicAccessBlockAsync(
                    new GetPublicAccessBlockRequest { BucketName = name, ExpectedBucketOwner = account.Id },
                    cancellationToken
                )
        );
        return block?.PublicAccessBlockConfiguration
            is { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
    }

    private async Task<bool> IsVersionedAsync(CancellationToken cancellationToken)
    {
        GetBucketVersioningResponse? versioning = await AskAsync(
            "reading the versioning of bucket",
            "s3:GetBucketVersioning",
            () =>
                storage.GetBucketVersioningAsync(
                    new GetBucketVersioningRequest { BucketName = name, ExpectedBucketOwner = account.Id },
                    cancellationToken
                )
        );
        return versioning?.VersioningConfig?.Status == VersionStatus.Enabled;
    }

    private async Task<bool> HasPolicyAsync(CancellationToken cancellationToken)
    {
        GetBucketPolicyResponse? policy = await AskAsync(
            "reading the policy of bucket",
            "s3:GetBucketPolicy",
            () =>
                storage.GetBucketPolicyAsync(
                    new GetBucketPolicyRequest { BucketName = name, ExpectedBucketOwner = account.Id },
                    cancellationToken
                )
        );
        // A policy is a JSON object; whatever else the answer holds for a bucket without one must not pass for a policy.
        return policy?.Policy?.TrimStart() is ['{', ..];
    }

    /// <summary>Asks for something that the bucket may not have; null when it has not.</summary>
    private async Task<T?> AskAsync<T>(string what, string action, Func<Task<T>> send)
        where T : class
    {
        try
        {
            return await AwsCall.RunAsync(
                Call(what, action),
                send,
                exception => exception.StatusCode is HttpStatusCode.NotFound
            );
        }
        catch (AmazonServiceException)
        {
            return null;
        }
    }

    private AwsCall Call(string what, string action) => new($"{what} {name}", action, account.Region);
}
