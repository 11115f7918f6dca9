using System.Net;

namespace GreengrassTpm.LocalCloud;

/// <summary>What a request to the object storage asks for.</summary>
/// <param name="Name">The operation, as in the service model.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The object's key; null when the request is about the bucket.</param>
internal sealed record StorageOperation(string Name, string Bucket, string? Key)
{
    public const string CreateBucket = nameof(CreateBucket);

    /// <summary>Operations on buckets, by method and the one word of the query.</summary>
    private static readonly Dictionary<string, string> OnBuckets = new(StringComparer.Ordinal)
    {
        ["PUT "] = CreateBucket,
        ["GET location"] = "GetBucketLocation",
        ["PUT publicAccessBlock"] = "PutPublicAccessBlock",
        ["GET publicAccessBlock"] = "GetPublicAccessBlock",
        ["PUT versioning"] = "PutBucketVersioning",
        ["GET versioning"] = "GetBucketVersioning",
        ["PUT policy"] = "PutBucketPolicy",
        ["GET policy"] = "GetBucketPolicy",
    };

    private static readonly Dictionary<string, string> OnObjects = new(StringComparer.Ordinal)
    {
        ["PUT"] = "PutObject",
        ["GET"] = "GetObject",
        ["HEAD"] = "HeadObject",
    };

    /// <summary>Finds the operation of a request.</summary>
    /// <exception cref="ServiceError">There is no such operation.</exception>
    public static StorageOperation Of(SignedRequest request)
    {
        var parts = Uri.UnescapeDataString(request.Path.TrimStart('/')).Split('/', 2);
        var key = parts is [_, { Length: > 0 } rest] ? rest : null;
        var name = key is null
            ? OnBuckets.GetValueOrDefault($"{request.Method} {request.Query.Split('=', '&')[0]}")
            : OnObjects.GetValueOrDefault(request.Method);
        return name is null
            ? throw new ServiceError(
                "NotImplemented",
                HttpStatusCode.NotImplemented,
                $"The local cloud has no {request.Method} {request.Target}"
            )
            : new StorageOperation(name, parts[0], key);
    }
}
