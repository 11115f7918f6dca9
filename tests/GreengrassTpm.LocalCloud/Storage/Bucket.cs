namespace GreengrassTpm.LocalCloud;

/// <summary>A bucket of the object storage.</summary>
/// <param name="name">Its name.</param>
/// <param name="region">The region that it lies in.</param>
/// <param name="owner">Number of the account that owns it.</param>
public sealed class Bucket(string name, string region, string owner)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>The region that it lies in.</summary>
    public string Region { get; } = region;

    /// <summary>Number of the account that owns it.</summary>
    public string Owner { get; } = owner;

    /// <summary>Its policy; null for none.</summary>
    public string? Policy { get; internal set; }

    /// <summary>The document that blocks public access; null for none.</summary>
    public string? PublicAccessBlock { get; internal set; }

    /// <summary>The document that switches versions on; null for none.</summary>
    public string? Versioning { get; internal set; }

    /// <summary>Objects by their keys.</summary>
    public IDictionary<string, StoredObject> Objects { get; } =
        new SortedDictionary<string, StoredObject>(StringComparer.Ordinal);
}

/// <summary>An object in a bucket.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Sha256">The checksum that it was uploaded with, base64; null for none.</param>
/// <param name="ETag">Its tag, quoted.</param>
public sealed record StoredObject(ReadOnlyMemory<byte> Content, string? Sha256, string ETag);
