using System.Text.Json;
using System.Text.RegularExpressions;

namespace GreengrassTpm.Release;

/// <summary>Reads <c>gdk-config.json</c> and collects everything that is wrong with it.</summary>
/// <param name="root">The document.</param>
internal sealed partial class GdkConfigurationReader(JsonElement root)
{
    /// <summary>What <c>-REGION-ACCOUNT</c> adds to a bucket's name, with the longest region there is.</summary>
    private const int LongestBucketSuffix = 28;
    private const int LongestBucketName = 63;

    private readonly List<Problem> problems = [];

    /// <summary>Reads it.</summary>
    /// <returns>What it says.</returns>
    /// <exception cref="ReleaseException">Something is wrong.</exception>
    public GdkConfiguration Read()
    {
        (string name, JsonElement component) = Component();
        string author = Text(component, $"component/{name}", "author");
        string version = Checked(
            Text(component, $"component/{name}", "version"),
            ComponentVersionText.IsUsable,
            $"component/{name}/version",
            $"must be a semantic version such as 1.2.3, or {ComponentVersionText.NextPatch}"
        );
        JsonElement publish = Member(component, $"component/{name}", "publish");
        string bucket = Checked(
            Text(publish, $"component/{name}/publish", "bucket"),
            text => BucketForm().IsMatch(text) && text.Length <= LongestBucketName - LongestBucketSuffix,
            $"component/{name}/publish/bucket",
            $"must be {LongestBucketName - LongestBucketSuffix} or fewer lower-case letters, digits and hyphens; region and account are added to it"
        );
        string region = Checked(
            Text(publish, $"component/{name}/publish", "region"),
            RegionForm().IsMatch,
            $"component/{name}/publish/region",
            "must be an AWS region such as eu-central-1"
        );
        IReadOnlyList<string> command = Command(Member(component, $"component/{name}", "build"), name);
        Checked(
            Text(root, "", "gdk_version"),
            ComponentVersionText.IsVersion,
            "gdk_version",
            "must be the oldest version of gdk that will do, such as 1.0.0"
        );
        return problems.Count == 0
            ? new GdkConfiguration(name, author, version, command, bucket, region)
            : throw new ReleaseException(GdkConfiguration.FileName, problems);
    }

    private (string Name, JsonElement Component) Component()
    {
        JsonElement all = Member(root, "", "component");
        JsonProperty[] components = all.ValueKind == JsonValueKind.Object ? [.. all.EnumerateObject()] : [];
        if (components.Length != 1)
        {
            if (all.ValueKind != JsonValueKind.Undefined)
            {
                Report(
                    "component",
                    $"must hold exactly one component, and holds {components.Length}"
                        + string.Concat(components.Select((item, index) => (index == 0 ? ": " : ", ") + item.Name))
                );
            }

            return components.Length == 0 ? ("?", default) : (components[0].Name, components[0].Value);
        }

        Checked(
            components[0].Name,
            GdkConfiguration.IsComponentName,
            "component",
            $"is named '{components[0].Name}'; a name has 1 to {GdkConfiguration.MostNameCharacters} letters, digits, '-', '_' and '.'"
        );
        return (components[0].Name, components[0].Value);
    }

    private List<string> Command(JsonElement build, string name)
    {
        string place = $"component/{name}/build";
        if (Text(build, place, "build_system") is { Length: > 0 } system && system != "custom")
        {
            Report($"{place}/build_system", $"must be 'custom', not '{system}': the build is Cake's");
        }

        JsonElement command = Member(build, place, "custom_build_command");
        if (
            command.ValueKind == JsonValueKind.Array
            && command.GetArrayLength() > 0
            && command.EnumerateArray().All(word => word.ValueKind == JsonValueKind.String)
        )
        {
            return [.. command.EnumerateArray().Select(word => word.GetString()!)];
        }

        if (command.ValueKind != JsonValueKind.Undefined)
        {
            Report(
                $"{place}/custom_build_command",
                "must be an array of strings, program first: gdk starts a single string as one program name on Linux"
            );
        }

        return [];
    }

    private string Text(JsonElement parent, string place, string name)
    {
        JsonElement value = Member(parent, place, name);
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
        {
            return text;
        }

        if (value.ValueKind != JsonValueKind.Undefined)
        {
            Report(Join(place, name), "must be a text that is not empty");
        }

        return "";
    }

    private JsonElement Member(JsonElement parent, string place, string name)
    {
        // What is below a missing key is not missing on its own account.
        if (parent.ValueKind == JsonValueKind.Undefined)
        {
            return default;
        }

        if (parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value))
        {
            return value;
        }

        Report(Join(place, name), "is missing");
        return default;
    }

    private string Checked(string text, Predicate<string> isRight, string place, string demand)
    {
        if (text.Length > 0 && !isRight(text))
        {
            Report(place, demand);
        }

        return text;
    }

    private void Report(string place, string what) => problems.Add(new Problem(place, what));

    private static string Join(string place, string name) => place.Length == 0 ? name : $"{place}/{name}";

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]*[a-z0-9]\z")]
    private static partial Regex BucketForm();

    [GeneratedRegex(@"\A[a-z]{2}(-[a-z]+)+-[0-9]{1,2}\z")]
    private static partial Regex RegionForm();
}
