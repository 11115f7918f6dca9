using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace GreengrassTpm.Release;

/// <summary>What is filled into the recipe when a package is made.</summary>
/// <param name="ComponentName">For <c>{COMPONENT_NAME}</c>.</param>
/// <param name="Version">For <c>{COMPONENT_VERSION}</c>: a version or <c>NEXT_PATCH</c>.</param>
/// <param name="Author">For <c>{COMPONENT_AUTHOR}</c>.</param>
/// <param name="Digests">SHA-256 of each artifact by its file name, lower-case hexadecimal, for <c>{SHA256:file}</c>.</param>
public sealed record RecipeValues(
    string ComponentName,
    string Version,
    string Author,
    IReadOnlyDictionary<string, string> Digests
);

/// <summary>
/// Fills in recipes, in two steps as gdk does: names, versions and digests when it is packaged, bucket and final version
/// when it is published. Values are put into the document's tree and written by the YAML library, which quotes them.
/// </summary>
public static partial class RecipeTemplate
{
    /// <summary>Fills in what is known when the package is made. A placeholder for a digest that is not known stays.</summary>
    /// <param name="template">The recipe of the repository.</param>
    /// <param name="values">What to fill in.</param>
    /// <returns>The recipe.</returns>
    public static Recipe Package(string template, RecipeValues values) =>
        Filled(
            RecipeYaml.Load(template),
            text =>
                Placeholder()
                    .Replace(
                        text,
                        match =>
                            match.Value switch
                            {
                                "{COMPONENT_NAME}" => values.ComponentName,
                                "{COMPONENT_VERSION}" => values.Version,
                                "{COMPONENT_AUTHOR}" => values.Author,
                                _ => values.Digests.GetValueOrDefault(match.Groups["file"].Value, match.Value),
                            }
                    )
        );

    /// <summary>Fills in what is known when the component is published.</summary>
    /// <param name="packaged">The packaged recipe.</param>
    /// <param name="version">The version to publish.</param>
    /// <param name="bucket">The bucket that the artifacts lie in.</param>
    /// <returns>The recipe that goes to the cloud.</returns>
    public static Recipe Publish(Recipe packaged, string version, string bucket)
    {
        HashSet<string> addresses = [.. packaged.Artifacts.Select(artifact => artifact.Address).OfType<string>()];
        YamlMappingNode root = RecipeYaml.Map(
            RecipeYaml.Load(packaged.Text),
            text => addresses.Contains(text) ? $"s3://{bucket}/{KeyOf(packaged.Name, version, text)}" : text
        );
        ((YamlScalarNode)root["ComponentVersion"]).Value = version;
        return new Recipe(RecipeYaml.Write(root));
    }

    /// <summary>The key of an artifact's object in its bucket, as gdk chooses it.</summary>
    /// <param name="component">The component's name.</param>
    /// <param name="version">The version.</param>
    /// <param name="file">The artifact's file name, or an address that ends with it.</param>
    /// <returns>The key.</returns>
    public static string KeyOf(string component, string version, string file) =>
        $"{component}/{version}/{file.Split('/')[^1]}";

    private static Recipe Filled(YamlMappingNode root, Func<string, string> replace) =>
        new(RecipeYaml.Write(RecipeYaml.Map(root, replace)));

    [GeneratedRegex(@"\{(COMPONENT_NAME|COMPONENT_VERSION|COMPONENT_AUTHOR|SHA256:(?<file>[^{}]+))\}")]
    private static partial Regex Placeholder();
}
