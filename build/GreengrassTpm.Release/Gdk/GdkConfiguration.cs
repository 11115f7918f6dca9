using System.Text.Json;
using System.Text.RegularExpressions;

namespace GreengrassTpm.Release;

/// <summary>
/// What <c>gdk-config.json</c> says about the component
/// (https://docs.aws.amazon.com/greengrass/v2/developerguide/gdk-cli-configuration-file.html).
/// </summary>
/// <param name="ComponentName">The component's name.</param>
/// <param name="Author">Who publishes it.</param>
/// <param name="Version">A semantic version or <c>NEXT_PATCH</c>.</param>
/// <param name="BuildCommand">The command that gdk runs to build, program first.</param>
/// <param name="BucketPrefix">First part of the bucket's name; region and account follow.</param>
/// <param name="Region">The AWS region to publish to.</param>
public sealed partial record GdkConfiguration(
    string ComponentName,
    string Author,
    string Version,
    IReadOnlyList<string> BuildCommand,
    string BucketPrefix,
    string Region
)
{
    /// <summary>The file's name, in the project's root.</summary>
    public const string FileName = "gdk-config.json";

    /// <summary>The most characters of a component's name.</summary>
    public const int MostNameCharacters = 128;

    /// <summary>Reads the file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="ReleaseException">It is missing or wrong; the message names everything that is wrong.</exception>
    public static GdkConfiguration Load(string path) =>
        File.Exists(path)
            ? Parse(File.ReadAllText(path))
            : throw new ReleaseException($"There is no {path}. It names the component, its version and its bucket.");

    /// <summary>Reads the file's text.</summary>
    /// <param name="json">The text.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="ReleaseException">The text is wrong; the message names everything that is wrong.</exception>
    public static GdkConfiguration Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return new GdkConfigurationReader(document.RootElement).Read();
        }
        catch (JsonException exception)
        {
            throw new ReleaseException($"{FileName} is not JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Whether a text can be a component's name: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, 128 at most.</summary>
    /// <param name="text">The text.</param>
    /// <returns>True if it can.</returns>
    public static bool IsComponentName(string text) => NameForm().IsMatch(text);

    /// <summary>The bucket of an account, named as gdk names it.</summary>
    /// <param name="region">The region.</param>
    /// <param name="account">The account number.</param>
    /// <returns>The bucket's name.</returns>
    public string BucketOf(string region, string account) => $"{BucketPrefix}-{region}-{account}";

    [GeneratedRegex(@"\A[a-zA-Z0-9\-_.]{1,128}\z")]
    private static partial Regex NameForm();
}
