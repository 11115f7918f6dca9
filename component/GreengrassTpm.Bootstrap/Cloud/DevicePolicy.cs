using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>
/// The AWS IoT policy of a device, made from a template. <c>{partition}</c>, <c>{region}</c>, <c>{account}</c> and
/// <c>{roleAlias}</c> are filled in; <c>${iot:…}</c> are AWS IoT's own policy variables and stay, so that one policy serves all devices.
/// </summary>
internal static class DevicePolicy
{
    /// <summary>The longest document that AWS IoT takes, without white space (its service quotas).</summary>
    internal const int MostCharacters = 2048;

    private const int LargestFile = 64 * 1024;
    private const int LongestName = 128;
    private const string OwnTemplate = "GreengrassTpm.Bootstrap.Cloud.device-policy.json";

    // The document goes to AWS, not into HTML.
    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The name of the policy that is made when none is named: one for each role alias, which stands in its document.</summary>
    internal static string NameFor(string roleAlias) =>
        $"GreengrassTpm-{roleAlias}" is var name && name.Length > LongestName ? name[..LongestName] : name;

    /// <summary>The document.</summary>
    /// <param name="file">The operator's template; null for the one that comes with the program.</param>
    /// <param name="facts">What is filled in.</param>
    /// <returns>JSON without white space.</returns>
    /// <exception cref="CommandException">The template cannot be read, is no JSON object, or becomes too long.</exception>
    internal static string Make(string? file, CloudFacts facts)
    {
        string text = (file is null ? ReadOwn() : ReadFile(file))
            .Replace("{partition}", facts.Partition, StringComparison.Ordinal)
            .Replace("{region}", facts.Region, StringComparison.Ordinal)
            .Replace("{account}", facts.AccountId, StringComparison.Ordinal)
            .Replace("{roleAlias}", facts.RoleAliasArn, StringComparison.Ordinal);
        string document = Parse(text, file ?? "the program's own policy template").ToJsonString(Compact);
        return document.Length <= MostCharacters
            ? document
            : throw new CommandException(
                ExitCode.Configuration,
                $"the policy from {file ?? "the program's own template"} has {document.Length} characters without white space; AWS IoT takes {MostCharacters}",
                "shorten the template (wildcards, fewer statements), or create a policy yourself and name it with --policy"
            );
    }

    /// <summary>Whether two documents say the same.</summary>
    internal static bool AreEqual(string one, string other)
    {
        try
        {
            return JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonObject Parse(string text, string origin)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject document)
            {
                return document;
            }
        }
        catch (JsonException error)
        {
            throw NotJson(origin, $": {ErrorExplanation.Sentence(error.Message)}", error);
        }

        throw NotJson(origin, "", null);
    }

    private static CommandException NotJson(string origin, string detail, Exception? error) =>
        new(
            ExitCode.Configuration,
            $"{origin} is not a JSON object{detail}",
            "give a policy document of AWS IoT with --policy-template, or leave it out for the program's own",
            error
        );

    private static string ReadOwn()
    {
        using Stream stream = typeof(DevicePolicy).Assembly.GetManifestResourceStream(OwnTemplate)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private static string ReadFile(string path)
    {
        try
        {
            return new FileInfo(path).Length <= LargestFile
                ? File.ReadAllText(path)
                : throw new CommandException(
                    ExitCode.Configuration,
                    $"{path} is larger than {LargestFile} bytes and cannot become a policy",
                    $"a policy has {MostCharacters} characters at most"
                );
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException(
                ExitCode.Configuration,
                $"the policy template {path} does not exist",
                "leave --policy-template out to use the program's own",
                error
            );
        }
    }
}
