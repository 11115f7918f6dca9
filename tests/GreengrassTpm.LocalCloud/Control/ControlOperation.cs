using System.Text.Json.Nodes;

namespace GreengrassTpm.LocalCloud;

/// <summary>One operation of the control plane.</summary>
/// <param name="Name">Name, as in the service model.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path with <c>{label}</c>.</param>
/// <param name="Resource">
/// ARN that the caller needs a permission for; <c>*</c> where the action knows none
/// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiot.html).
/// </param>
/// <param name="Run">Does it and gives the answer's body; null for an empty one.</param>
internal sealed record ControlOperation(
    string Name,
    string Method,
    string Path,
    Func<ControlCall, string> Resource,
    Func<ControlCall, Registry, JsonObject?> Run
)
{
    private readonly string[] _segments = Path.Split('/');

    /// <summary>
    /// The action that a caller needs to be allowed, without its service. The second version of an operation is allowed by the first one's
    /// (https://docs.aws.amazon.com/iot/latest/apireference/API_ListThingPrincipalsV2.html).
    /// </summary>
    public string Action => Name.EndsWith("V2", StringComparison.Ordinal) ? Name[..^2] : Name;

    /// <summary>Labels of a path that is this operation's; null when it is not.</summary>
    /// <param name="path">Path as it came, still encoded.</param>
    public Dictionary<string, string>? Match(string path)
    {
        var actual = path.Split('/');
        if (actual.Length != _segments.Length)
        {
            return null;
        }
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (expected, segment) in _segments.Zip(actual))
        {
            if (expected is ['{', .. var label, '}'])
            {
                labels[label] = Uri.UnescapeDataString(segment);
            }
            else if (expected != segment)
            {
                return null;
            }
        }
        return labels;
    }
}
