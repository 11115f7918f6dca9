using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace GreengrassTpm.Release;

/// <summary>An artifact and what its bucket has in its place.</summary>
/// <param name="File">The artifact.</param>
/// <param name="Key">The key of its object.</param>
/// <param name="IsPresent">The bucket has it already, byte for byte.</param>
/// <param name="StaleETag">ETag of another object under that key, left by an interrupted run; null for none.</param>
public sealed record ArtifactUpload(PackagedFile File, string Key, bool IsPresent, string? StaleETag);

/// <summary>
/// Puts artifacts into a bucket. S3 itself compares each with the digest that the recipe was made with, and an object is
/// replaced only by whoever knows what is there: no upload overtakes another.
/// </summary>
/// <param name="storage">S3.</param>
/// <param name="account">The account.</param>
/// <param name="bucket">The bucket's name.</param>
public sealed class ArtifactStore(IAmazonS3 storage, AwsAccount account, string bucket)
{
    /// <summary>Looks at what is in an artifact's place and changes nothing.</summary>
    /// <param name="file">The artifact.</param>
    /// <param name="key">The key of its object.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What an upload would have to do.</returns>
    public async Task<ArtifactUpload> LookAsync(PackagedFile file, string key, CancellationToken cancellationToken)
    {
        try
        {
            GetObjectMetadataResponse found = await AwsCall.RunAsync(
                Call($"looking at {key}", "s3:GetObject"),
                () =>
                    storage.GetObjectMetadataAsync(
                        new GetObjectMetadataRequest
                        {
                            BucketName = bucket,
                            Key = key,
                            ChecksumMode = ChecksumMode.ENABLED,
                            ExpectedBucketOwner = account.Id,
                        },
                        cancellationToken
                    ),
                exception => exception.StatusCode is HttpStatusCode.NotFound
            );
            bool isPresent = found.ChecksumSHA256 == Base64(file);
            return new ArtifactUpload(file, key, isPresent, isPresent ? null : found.ETag);
        }
        catch (AmazonServiceException)
        {
            return new ArtifactUpload(file, key, IsPresent: false, StaleETag: null);
        }
    }

    /// <summary>Uploads an artifact, unless it is there.</summary>
    /// <param name="upload">What to do.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ReleaseException">The file has changed, somebody else has uploaded meanwhile, or the upload failed.</exception>
    public async Task UploadAsync(ArtifactUpload upload, CancellationToken cancellationToken)
    {
        if (upload.IsPresent)
        {
            return;
        }

        DemandUnchanged(upload.File);
        try
        {
            await AwsCall.RunAsync(
                Call($"uploading {upload.File.Name}", "s3:PutObject"),
                () => storage.PutObjectAsync(Request(upload), cancellationToken),
                exception => exception.ErrorCode is "BadDigest" || IsOvertaken(exception)
            );
        }
        catch (AmazonServiceException exception)
        {
            throw new ReleaseException(
                IsOvertaken(exception)
                    ? $"Somebody else has uploaded {upload.Key} meanwhile. Run the same command again: it looks at what is there."
                    : Changed(upload.File),
                exception
            );
        }
    }

    private PutObjectRequest Request(ArtifactUpload upload) =>
        new()
        {
            BucketName = bucket,
            Key = upload.Key,
            FilePath = upload.File.Path,
            ContentType = "application/octet-stream",
            ExpectedBucketOwner = account.Id,
            ChecksumSHA256 = Base64(upload.File),
            IfNoneMatch = upload.StaleETag is null ? "*" : null,
            IfMatch = upload.StaleETag,
            // One request with one signature over the whole body, which S3 checks as well.
            UseChunkEncoding = false,
        };

    private static void DemandUnchanged(PackagedFile file)
    {
        if (!File.Exists(file.Path) || PackagedFile.Of(file.Path).Sha256 != file.Sha256)
        {
            throw new ReleaseException(Changed(file));
        }
    }

    private static bool IsOvertaken(AmazonServiceException exception) =>
        exception.StatusCode is HttpStatusCode.PreconditionFailed
        || exception.ErrorCode is "PreconditionFailed" or "ConditionalRequestConflict";

    private static string Changed(PackagedFile file) =>
        $"{file.Path} has changed since it was packaged, so it no longer fits the digest in the recipe; nothing has been "
        + "published. Run the target Package again.";

    private static string Base64(PackagedFile file) => Convert.ToBase64String(Convert.FromHexString(file.Sha256));

    private AwsCall Call(string what, string action) => new($"{what} in bucket {bucket}", action, account.Region);
}
