namespace GreengrassTpm.LocalCloud;

/// <summary>
/// A policy in the language of IAM and AWS IoT: statements that allow or deny actions on resources
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html).
/// </summary>
/// <param name="Statements">The statements; their order has no meaning.</param>
public sealed record PolicyDocument(IReadOnlyList<PolicyStatement> Statements)
{
    /// <summary>Most characters of an IoT policy document, white space not counted.</summary>
    public const int MaximumLength = 2048;

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">Not a policy, or one with an element that is not known here.</exception>
    public static PolicyDocument Parse(string json) => PolicyParser.Parse(json);
}

/// <summary>One statement of a policy.</summary>
/// <param name="Allows">True for Allow, false for Deny.</param>
/// <param name="Actions">Patterns of actions.</param>
/// <param name="ExceptActions">The patterns name the actions that the statement is not about (NotAction).</param>
/// <param name="Resources">Patterns of resources, with variables.</param>
/// <param name="ExceptResources">The patterns name the resources that the statement is not about (NotResource).</param>
/// <param name="Conditions">Conditions that must all hold.</param>
public sealed record PolicyStatement(
    bool Allows,
    IReadOnlyList<string> Actions,
    bool ExceptActions,
    IReadOnlyList<string> Resources,
    bool ExceptResources,
    IReadOnlyList<PolicyCondition> Conditions
);

/// <summary>One condition: the value of a key compared with alternatives.</summary>
/// <param name="Operator">How they are compared.</param>
/// <param name="IfExists">The condition holds also when the key has no value.</param>
/// <param name="Key">The key, for example <c>iot:Connection.Thing.IsAttached</c>.</param>
/// <param name="Values">Alternatives, with variables.</param>
public sealed record PolicyCondition(
    ConditionOperator Operator,
    bool IfExists,
    string Key,
    IReadOnlyList<string> Values
);

/// <summary>The condition operators that are known here.</summary>
public enum ConditionOperator
{
    /// <summary>Equal, case matters.</summary>
    StringEquals,

    /// <summary>Not equal.</summary>
    StringNotEquals,

    /// <summary>Equal, case does not matter.</summary>
    StringEqualsIgnoreCase,

    /// <summary>Matches a pattern.</summary>
    StringLike,

    /// <summary>Does not match a pattern.</summary>
    StringNotLike,

    /// <summary>Matches a pattern of ARNs.</summary>
    ArnEquals,

    /// <summary>Matches a pattern of ARNs.</summary>
    ArnLike,

    /// <summary>Is true, or is false.</summary>
    Bool,

    /// <summary>Has no value ("true"), or has one ("false").</summary>
    Null,
}
