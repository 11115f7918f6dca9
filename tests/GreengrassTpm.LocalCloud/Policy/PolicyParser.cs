using System.Text.Json;

namespace GreengrassTpm.LocalCloud;

/// <summary>Reads policy documents. What it does not know it refuses: a policy must not mean less here than in the cloud.</summary>
internal static class PolicyParser
{
    private static readonly HashSet<string> StatementElements =
    [
        "Sid",
        "Effect",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    ];

    public static PolicyDocument Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Document(document.RootElement);
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"The policy document is not valid: {exception.Message}", exception);
        }
    }

    private static PolicyDocument Document(JsonElement root)
    {
        if (root.GetProperty("Version").GetString() is not "2012-10-17")
        {
            throw new FormatException("The policy document's Version must be 2012-10-17");
        }
        var statement = root.GetProperty("Statement");
        return statement.ValueKind is JsonValueKind.Array
            ? new PolicyDocument([.. statement.EnumerateArray().Select(Statement)])
            : new PolicyDocument([Statement(statement)]);
    }

    private static PolicyStatement Statement(JsonElement statement)
    {
        foreach (var element in statement.EnumerateObject().Where(item => !StatementElements.Contains(item.Name)))
        {
            throw new FormatException($"The statement has an element that is not known: {element.Name}");
        }
        var (actions, exceptActions) = OneOf(statement, "Action", "NotAction");
        var (resources, exceptResources) = OneOf(statement, "Resource", "NotResource");
        return new PolicyStatement(
            statement.GetProperty("Effect").GetString() switch
            {
                "Allow" => true,
                "Deny" => false,
                var effect => throw new FormatException($"Effect must be Allow or Deny, not '{effect}'"),
            },
            actions,
            exceptActions,
            resources,
            exceptResources,
            statement.TryGetProperty("Condition", out var conditions) ? [.. Conditions(conditions)] : []
        );
    }

    private static (IReadOnlyList<string> Values, bool Except) OneOf(JsonElement statement, string name, string notName)
    {
        var positive = statement.TryGetProperty(name, out var values);
        var negative = statement.TryGetProperty(notName, out var exceptions);
        return positive != negative
            ? (Values(positive ? values : exceptions), negative)
            : throw new FormatException($"A statement must have either {name} or {notName}");
    }

    private static IEnumerable<PolicyCondition> Conditions(JsonElement conditions) =>
        from comparison in conditions.EnumerateObject()
        from key in comparison.Value.EnumerateObject()
        select Condition(comparison.Name, key.Name, Values(key.Value));

    private static PolicyCondition Condition(string name, string key, IReadOnlyList<string> values)
    {
        const string suffix = "IfExists";
        var ifExists = name.EndsWith(suffix, StringComparison.Ordinal);
        return Enum.TryParse<ConditionOperator>(ifExists ? name[..^suffix.Length] : name, out var parsed)
            ? new PolicyCondition(parsed, ifExists, key, values)
            : throw new FormatException($"The condition operator is not known: {name}");
    }

    private static IReadOnlyList<string> Values(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray().Select(Text)],
            _ => [Text(value)],
        };

    private static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => value.GetString()!,
        };
}
