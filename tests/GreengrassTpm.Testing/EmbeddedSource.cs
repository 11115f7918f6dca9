namespace GreengrassTpm.Testing;

/// <summary>The Java and C sources of this library, which are compiled when first used.</summary>
internal static class EmbeddedSource
{
    internal static string Read(string fileName)
    {
        using var stream =
            typeof(EmbeddedSource).Assembly.GetManifestResourceStream(fileName)
            ?? throw new InvalidOperationException($"No source '{fileName}' is embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
