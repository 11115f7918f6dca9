namespace GreengrassTpm.Release;

/// <summary>Something that is wrong with a document.</summary>
/// <param name="Place">Where, as a path of keys: <c>Manifests/0/Platform</c>; "" for the document as a whole.</param>
/// <param name="What">What is wrong and what to change, as a sentence.</param>
public sealed record Problem(string Place, string What)
{
    /// <inheritdoc />
    public override string ToString() => Place.Length == 0 ? What : $"{Place}: {What}";
}
