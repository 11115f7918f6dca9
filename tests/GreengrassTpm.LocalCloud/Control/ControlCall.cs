using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GreengrassTpm.LocalCloud;

/// <summary>One call of the control plane, its members checked as they are read.</summary>
internal sealed partial class ControlCall(
    CloudServices cloud,
    Dictionary<string, string> labels,
    SignedRequest request,
    Caller caller
)
{
    private readonly Dictionary<string, string> _query = ParseQuery(request.Query);

    /// <summary>The body as it was sent.</summary>
    public JsonObject Body { get; } = ParseBody(request.Body);

    public CloudServices Cloud { get; } = cloud;

    public CloudAccount Account => Cloud.Account;

    public DateTimeOffset Now => Cloud.Time.GetUtcNow();

    public Caller Caller { get; } = caller;

    public string Label(string name) => labels[name];

    public string? Query(string name) => _query.GetValueOrDefault(name);

    public bool QueryFlag(string name) => Query(name) is "true";

    public string? Text(string name) => Body[name]?.GetValue<string>();

    public JsonObject? Object(string name) => Body[name]?.AsObject();

    /// <summary>The certificate that the principal header names.</summary>
    public string PrincipalCertificateId() =>
        request.Header("x-amzn-principal") is { } arn
            ? CertificateId(arn)
            : throw ServiceError.InvalidRequest("The header x-amzn-principal is missing");

    /// <summary>Id in a certificate's ARN.</summary>
    public string CertificateId(string arn) =>
        Account.CertificateIdOf(arn) ?? throw ServiceError.InvalidRequest($"Invalid principal: {arn}");

    /// <summary>A thing's name, in the allowed characters.</summary>
    public string ThingName() => Checked(Label("thingName"), ThingNameForm(), "thingName");

    /// <summary>A policy's name, in the allowed characters.</summary>
    public string PolicyName() => Checked(Label("policyName"), PolicyNameForm(), "policyName");

    private static string Checked(string value, Regex form, string member) =>
        form.IsMatch(value)
            ? value
            : throw ServiceError.InvalidRequest(
                $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must satisfy regular expression pattern: {form}"
            );

    private static Dictionary<string, string> ParseQuery(string query) =>
        query
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? ""));

    private static JsonObject ParseBody(ReadOnlyMemory<byte> body)
    {
        try
        {
            return body.IsEmpty ? [] : JsonNode.Parse(body.Span)!.AsObject();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw ServiceError.InvalidRequest($"The body is not a JSON object: {exception.Message}");
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9:_-]{1,128}$", RegexOptions.CultureInvariant)]
    private static partial Regex ThingNameForm();

    [GeneratedRegex(@"^[a-zA-Z0-9_+=,.@-]{1,128}$", RegexOptions.CultureInvariant)]
    private static partial Regex PolicyNameForm();
}
