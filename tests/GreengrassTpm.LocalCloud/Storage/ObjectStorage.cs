using System.Net;
using System.Text;
using System.Xml.Linq;

namespace GreengrassTpm.LocalCloud;

/// <summary>
/// S3 with what publishing a component needs, addressed by path: <c>/bucket/key</c>
/// (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html).
/// </summary>
internal sealed class ObjectStorage(CloudServices cloud, SignatureVerifier verifier) : IHttpService
{
    private static readonly XNamespace Xml = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>The service's own words for what the signature check says.</summary>
    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        ["UnrecognizedClientException"] = "InvalidAccessKeyId",
        ["InvalidSignatureException"] = "SignatureDoesNotMatch",
        ["ExpiredTokenException"] = "ExpiredToken",
        ["MissingAuthenticationTokenException"] = "AccessDenied",
        ["IncompleteSignatureException"] = "AuthorizationHeaderMalformed",
        ["ThrottlingException"] = "SlowDown",
    };

    /// <inheritdoc/>
    public string OperationOf(HttpCall call) => StorageOperation.Of(call.Request).Name;

    /// <inheritdoc/>
    public Answer Handle(HttpCall call)
    {
        call.Caller = verifier.Verify(call.Request, "s3").Caller.Arn;
        var operation = StorageOperation.Of(call.Request);
        return cloud.State.Use(registry =>
        {
            if (operation.Name == StorageOperation.CreateBucket)
            {
                return Create(registry, operation.Bucket);
            }
            var bucket = Require(registry, operation.Bucket, call.Request);
            return operation.Key is { } key
                ? Object(operation, call.Request, bucket, key)
                : Settings(operation, call.Request, bucket);
        });
    }

    /// <inheritdoc/>
    public Answer Refuse(ServiceError error)
    {
        var code = Codes.GetValueOrDefault(error.Code, error.Code);
        var body = new XElement("Error", new XElement("Code", code), new XElement("Message", error.Message));
        return Document(error.Status, body) with { ErrorType = code };
    }

    private Answer Create(Registry registry, string name)
    {
        if (registry.Buckets.TryGetValue(name, out var existing))
        {
            throw existing.Owner == cloud.Account.Id
                ? new ServiceError("BucketAlreadyOwnedByYou", HttpStatusCode.Conflict, "You own it already.")
                : new ServiceError("BucketAlreadyExists", HttpStatusCode.Conflict, "The name is not available.");
        }
        registry.Buckets[name] = new Bucket(name, cloud.Account.Region, cloud.Account.Id);
        return Empty();
    }

    private Bucket Require(Registry registry, string name, SignedRequest request)
    {
        var bucket =
            registry.Buckets.GetValueOrDefault(name)
            ?? throw new ServiceError("NoSuchBucket", HttpStatusCode.NotFound, "The specified bucket does not exist");
        var expected = request.Header("x-amz-expected-bucket-owner");
        return bucket.Owner == cloud.Account.Id && (expected is null || expected == bucket.Owner)
            ? bucket
            : throw new ServiceError("AccessDenied", HttpStatusCode.Forbidden, "Access Denied");
    }

    private static Answer Settings(StorageOperation operation, SignedRequest request, Bucket bucket)
    {
        var text = Encoding.UTF8.GetString(request.Body.Span);
        switch (operation.Name)
        {
            case "GetBucketLocation":
                // The first region has no name there.
                return Document(
                    HttpStatusCode.OK,
                    new XElement(Xml + "LocationConstraint", bucket.Region is "us-east-1" ? "" : bucket.Region)
                );
            case "PutPublicAccessBlock":
                bucket.PublicAccessBlock = text;
                return Empty();
            case "GetPublicAccessBlock":
                return Text(
                    "application/xml",
                    bucket.PublicAccessBlock ?? throw Missing("NoSuchPublicAccessBlockConfiguration")
                );
            case "PutBucketVersioning":
                bucket.Versioning = text;
                return Empty();
            case "GetBucketVersioning":
                return bucket.Versioning is { } versioning
                    ? Text("application/xml", versioning)
                    : Document(HttpStatusCode.OK, new XElement(Xml + "VersioningConfiguration"));
            case "PutBucketPolicy":
                bucket.Policy = text;
                return Empty();
            default:
                return Text("application/json", bucket.Policy ?? throw Missing("NoSuchBucketPolicy"));
        }
    }

    private static Answer Object(StorageOperation operation, SignedRequest request, Bucket bucket, string key)
    {
        var found = bucket.Objects.TryGetValue(key, out var existing) ? existing : null;
        if (operation.Name is "PutObject")
        {
            return Put(request, bucket, key, found);
        }
        if (found is null)
        {
            throw Missing("NoSuchKey");
        }
        return new Answer(HttpStatusCode.OK, "application/octet-stream", found.Content.ToArray())
        {
            Headers = Headers(found),
            HasBody = operation.Name is not "HeadObject",
        };
    }

    private static Answer Put(SignedRequest request, Bucket bucket, string key, StoredObject? found)
    {
        if (
            (request.Header("if-none-match") is "*" && found is not null)
            || (request.Header("if-match") is { } tag && found?.ETag != tag)
        )
        {
            throw new ServiceError("PreconditionFailed", HttpStatusCode.PreconditionFailed, "A condition did not hold");
        }
        var digest = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(request.Body.Span));
        if (request.Header("x-amz-checksum-sha256") is { } declared && declared != digest)
        {
            throw new ServiceError(
                "BadDigest",
                HttpStatusCode.BadRequest,
                "The SHA256 you specified did not match the calculated checksum."
            );
        }
        var stored = new StoredObject(
            request.Body.ToArray(),
            request.Header("x-amz-checksum-sha256"),
            $"\"{SigV4.Hash(request.Body.Span)[..32]}\""
        );
        bucket.Objects[key] = stored;
        return Empty() with { Headers = Headers(stored) };
    }

    private static Dictionary<string, string> Headers(StoredObject stored)
    {
        var headers = new Dictionary<string, string> { ["ETag"] = stored.ETag };
        if (stored.Sha256 is { } checksum)
        {
            headers["x-amz-checksum-sha256"] = checksum;
        }
        return headers;
    }

    private static ServiceError Missing(string code) => new(code, HttpStatusCode.NotFound, "It does not exist");

    private static Answer Empty() => Text("application/xml", "");

    private static Answer Text(string type, string text) => new(HttpStatusCode.OK, type, Encoding.UTF8.GetBytes(text));

    private static Answer Document(HttpStatusCode status, XElement root) =>
        new(status, "application/xml", Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting)));
}
