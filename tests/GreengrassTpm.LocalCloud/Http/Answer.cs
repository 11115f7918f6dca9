using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace GreengrassTpm.LocalCloud;

/// <summary>What is sent back to a caller.</summary>
internal sealed record Answer(HttpStatusCode Status, string ContentType, byte[] Body)
{
    /// <summary>Value of <c>x-amzn-ErrorType</c>; null for success.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>False for the answer to a HEAD request, which tells of a body and has none.</summary>
    public bool HasBody { get; init; } = true;

    /// <summary>A JSON object; null for an empty body.</summary>
    public static Answer Json(JsonObject? body) =>
        new(HttpStatusCode.OK, "application/json", Encoding.UTF8.GetBytes(body?.ToJsonString() ?? ""));

    /// <summary>A refusal as rest-json services answer it.</summary>
    public static Answer JsonError(ServiceError error)
    {
        var body = new JsonObject { ["message"] = error.Message };
        foreach (var (name, value) in error.Members)
        {
            body[name] = value;
        }
        return Json(body) with { Status = error.Status, ErrorType = error.Code };
    }
}
