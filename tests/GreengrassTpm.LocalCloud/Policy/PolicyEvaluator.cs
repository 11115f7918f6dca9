namespace GreengrassTpm.LocalCloud;

/// <summary>What is asked of policies.</summary>
/// <param name="Action">The action, for example <c>iot:Connect</c>.</param>
/// <param name="Resource">ARN of the resource; <c>*</c> for actions that know no resource.</param>
/// <param name="Variables">Values of policy variables and condition keys; keys compare without case.</param>
public sealed record PolicyRequest(string Action, string Resource, IReadOnlyDictionary<string, string> Variables);

/// <summary>What policies say to a request.</summary>
public enum PolicyDecision
{
    /// <summary>Nothing allows it.</summary>
    NotAllowed,

    /// <summary>Something denies it, whatever else allows it.</summary>
    Denied,

    /// <summary>Something allows it and nothing denies it.</summary>
    Allowed,
}

/// <summary>
/// Evaluates policies as IAM and AWS IoT do
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
/// </summary>
public static class PolicyEvaluator
{
    /// <summary>Decides a request by all policies together.</summary>
    public static PolicyDecision Decide(IEnumerable<PolicyDocument> policies, PolicyRequest request)
    {
        var decision = PolicyDecision.NotAllowed;
        foreach (var statement in policies.SelectMany(policy => policy.Statements))
        {
            if (!AppliesTo(statement, request))
            {
                continue;
            }
            if (!statement.Allows)
            {
                return PolicyDecision.Denied;
            }
            decision = PolicyDecision.Allowed;
        }
        return decision;
    }

    private static bool AppliesTo(PolicyStatement statement, PolicyRequest request) =>
        statement.Actions.Any(pattern => ActionMatches(pattern, request.Action)) != statement.ExceptActions
        && statement.Resources.Any(pattern => PolicyPattern.Matches(pattern, request.Resource, request.Variables))
            != statement.ExceptResources
        && statement.Conditions.All(condition => Holds(condition, request.Variables));

    private static bool ActionMatches(string pattern, string action) =>
        PolicyPattern.Matches(
            pattern.ToUpperInvariant(),
            action.ToUpperInvariant(),
            System.Collections.Immutable.ImmutableDictionary<string, string>.Empty
        );

    private static bool Holds(PolicyCondition condition, IReadOnlyDictionary<string, string> variables)
    {
        var actual = variables.GetValueOrDefault(condition.Key);
        if (condition.Operator is ConditionOperator.Null)
        {
            return condition.Values.Any(value => bool.Parse(value) == actual is null);
        }
        var negated = condition.Operator is ConditionOperator.StringNotEquals or ConditionOperator.StringNotLike;
        return actual is null
            ? condition.IfExists || negated
            : condition.Values.Any(value => Compare(condition.Operator, value, actual, variables)) != negated;
    }

    private static bool Compare(
        ConditionOperator comparison,
        string expected,
        string actual,
        IReadOnlyDictionary<string, string> variables
    ) =>
        comparison switch
        {
            ConditionOperator.StringLike or ConditionOperator.StringNotLike => PolicyPattern.Matches(
                expected,
                actual,
                variables
            ),
            ConditionOperator.ArnEquals or ConditionOperator.ArnLike => PolicyPattern.Matches(
                expected,
                actual,
                variables
            ),
            ConditionOperator.StringEqualsIgnoreCase or ConditionOperator.Bool => actual.Equals(
                PolicyPattern.Literal(expected, variables),
                StringComparison.OrdinalIgnoreCase
            ),
            _ => actual.Equals(PolicyPattern.Literal(expected, variables), StringComparison.Ordinal),
        };
}
