using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GreengrassTpm.LocalCloud;

/// <summary>Operations on component versions.</summary>
internal static class ComponentOperations
{
    public static IEnumerable<ControlOperation> All =>
        [
            new("CreateComponentVersion", "POST", "/greengrass/v2/createComponentVersion", _ => "*", Create),
            new("DescribeComponent", "GET", "/greengrass/v2/components/{arn}/metadata", Resource, Describe),
            new("ListComponentVersions", "GET", "/greengrass/v2/components/{arn}/versions", Resource, List),
            new("GetComponent", "GET", "/greengrass/v2/components/{arn}", Resource, Get),
        ];

    private static string Resource(ControlCall call) => call.Label("arn");

    private static ServiceError NotFound(string arn) => ServiceError.NotFound($"Component {arn} does not exist");

    private static JsonObject Create(ControlCall call, Registry registry)
    {
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(call.Text("inlineRecipe") ?? ""));
        var component = Read(call, text);
        if (registry.Components.TryGetValue(component.Arn, out var existing))
        {
            return existing.Token == component.Token
                ? Created(existing)
                : throw new ServiceError(
                    "ConflictException",
                    HttpStatusCode.Conflict,
                    $"Component [{component.Name} : {component.Version}] for account [{call.Account.Id}] already exists with state: [{existing.State}]"
                );
        }
        registry.Components[component.Arn] = component;
        return Created(component);
    }

    private static ComponentRecord Read(ControlCall call, string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            var root = (YamlMappingNode)stream.Documents[0].RootNode;
            var name = ((YamlScalarNode)root["ComponentName"]).Value!;
            var version = ((YamlScalarNode)root["ComponentVersion"]).Value!;
            return new ComponentRecord(
                $"{call.Account.ComponentArn(name)}:versions:{version}",
                name,
                version,
                text,
                call.Text("clientToken"),
                call.Now,
                [.. Artifacts(root)]
            );
        }
        catch (Exception exception)
            when (exception
                    is YamlException
                        or KeyNotFoundException
                        or InvalidCastException
                        or ArgumentOutOfRangeException
            )
        {
            throw new ServiceError(
                "ValidationException",
                HttpStatusCode.BadRequest,
                $"The recipe is not valid: {exception.Message}"
            );
        }
    }

    private static IEnumerable<string> Artifacts(YamlMappingNode root) =>
        ((YamlSequenceNode)root["Manifests"])
            .Cast<YamlMappingNode>()
            .SelectMany(manifest => (YamlSequenceNode)manifest["Artifacts"])
            .Select(artifact => ((YamlScalarNode)artifact["Uri"]).Value!);

    private static JsonObject Created(ComponentRecord component) =>
        new()
        {
            ["arn"] = component.Arn,
            ["componentName"] = component.Name,
            ["componentVersion"] = component.Version,
            ["creationTimestamp"] = component.Created.ToUnixTimeSeconds(),
            ["status"] = Status(component),
        };

    private static JsonObject Describe(ControlCall call, Registry registry)
    {
        var component = Require(registry, call.Label("arn"));
        var answer = Created(component);
        if (component.State is "REQUESTED")
        {
            Judge(registry, component);
        }
        return answer;
    }

    /// <summary>The service fetches the artifacts of a new version, and refuses it when one is not there.</summary>
    private static void Judge(Registry registry, ComponentRecord component)
    {
        foreach (var address in component.Artifacts)
        {
            var at = new Uri(address);
            var bucket = registry.Buckets.GetValueOrDefault(at.Host);
            if (bucket is null || !bucket.Objects.ContainsKey(at.AbsolutePath.TrimStart('/')))
            {
                component.Errors[address] = "ARTIFACT_NOT_FOUND: the artifact does not exist or may not be read";
            }
        }
        component.State = component.Errors.Count == 0 ? "DEPLOYABLE" : "FAILED";
    }

    private static JsonObject Get(ControlCall call, Registry registry)
    {
        var component = Require(registry, call.Label("arn"));
        return new JsonObject
        {
            ["recipeOutputFormat"] = call.Query("recipeOutputFormat") ?? "YAML",
            ["recipe"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(component.Recipe)),
        };
    }

    private static JsonObject List(ControlCall call, Registry registry)
    {
        var arn = call.Label("arn");
        var versions = registry
            .Components.Values.Where(component =>
                component.Arn.StartsWith(arn + ":versions:", StringComparison.Ordinal)
            )
            .Reverse()
            .ToList();
        if (versions.Count == 0)
        {
            throw NotFound(arn);
        }
        var (page, next) = Page.Of(versions, call.Query("nextToken"), call.Query("maxResults"));
        return new JsonObject
        {
            ["componentVersions"] = Page.Json(
                page,
                component => new JsonObject
                {
                    ["arn"] = component.Arn,
                    ["componentName"] = component.Name,
                    ["componentVersion"] = component.Version,
                }
            ),
            ["nextToken"] = next,
        };
    }

    private static ComponentRecord Require(Registry registry, string arn) =>
        registry.Components.GetValueOrDefault(arn) ?? throw NotFound(arn);

    private static JsonObject Status(ComponentRecord component) =>
        new()
        {
            ["componentState"] = component.State,
            ["message"] = component.State is "FAILED" ? "The component could not be created." : "NONE",
            ["errors"] = component.Errors.DeepClone(),
        };
}
