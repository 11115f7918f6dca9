using GreengrassTpm.LocalCloud;
using Xunit;

namespace GreengrassTpm.Tests.LocalCloud;

public sealed class PolicyEvaluatorTests
{
    private static readonly Dictionary<string, string> Pump = new(StringComparer.OrdinalIgnoreCase)
    {
        ["iot:Connection.Thing.ThingName"] = "pump",
        ["iot:Connection.Thing.IsAttached"] = "true",
        ["iot:Connection.Thing.Attributes[site]"] = "north",
        ["iot:ClientId"] = "pump#1",
        ["tricky"] = "*",
    };

    [Theory]
    [InlineData("iot:Connect", "client/pump", true)]
    [InlineData("iot:Connect", "client/valve", false)]
    [InlineData("IOT:connect", "client/pump", true)]
    [InlineData("iot:*", "client/pump", true)]
    [InlineData("iot:C?nnect", "client/pump", true)]
    [InlineData("iot:Publish", "client/pump", false)]
    [InlineData("iot:Connect", "client/p*", true)]
    [InlineData("iot:Connect", "client/pum?", true)]
    [InlineData("iot:Connect", "client/pump?", false)]
    [InlineData("iot:Connect", "*", true)]
    [InlineData("iot:Connect", "*/p*p", true)]
    [InlineData("iot:Connect", "client/Pump", false)]
    [InlineData("iot:Connect", "client/${iot:Connection.Thing.ThingName}", true)]
    [InlineData("iot:Connect", "client/${IOT:connection.thing.thingname}", true)]
    [InlineData("iot:Connect", "client/${iot:Connection.Thing.ThingTypeName}", false)]
    [InlineData("iot:Connect", "client/${iot:Connection.Thing.ThingTypeName}*", false)]
    [InlineData("iot:Connect", "client/${tricky}", false)]
    [InlineData("iot:Connect", "client/${*}", false)]
    public void A_statement_allows_what_its_patterns_match(string action, string resource, bool allowed) =>
        Assert.Equal(
            allowed ? PolicyDecision.Allowed : PolicyDecision.NotAllowed,
            Decide(Statement("Allow", action, resource), "iot:Connect", "client/pump")
        );

    [Theory]
    [InlineData("client/a*c", "client/a${*}c")]
    [InlineData("client/a?c", "client/a${?}c")]
    [InlineData("client/a$c", "client/a${$}c")]
    public void Special_characters_can_be_written_as_variables(string resource, string pattern) =>
        Assert.Equal(
            PolicyDecision.Allowed,
            Decide(Statement("Allow", "iot:Connect", pattern), "iot:Connect", resource)
        );

    [Theory]
    [InlineData("Bool", "iot:Connection.Thing.IsAttached", "true", true)]
    [InlineData("Bool", "iot:Connection.Thing.IsAttached", "True", true)]
    [InlineData("Bool", "iot:Connection.Thing.IsAttached", "false", false)]
    [InlineData("Bool", "missing", "false", false)]
    [InlineData("BoolIfExists", "missing", "true", true)]
    [InlineData("StringEquals", "iot:Connection.Thing.Attributes[site]", "north", true)]
    [InlineData("StringEquals", "iot:Connection.Thing.Attributes[site]", "North", false)]
    [InlineData("StringEqualsIgnoreCase", "iot:Connection.Thing.Attributes[site]", "North", true)]
    [InlineData("StringEquals", "iot:Connection.Thing.Attributes[site]", "n*", false)]
    [InlineData("StringLike", "iot:Connection.Thing.Attributes[site]", "n*", true)]
    [InlineData("StringLike", "iot:ClientId", "${iot:Connection.Thing.ThingName}#?", true)]
    [InlineData("StringNotEquals", "iot:ClientId", "pump", true)]
    [InlineData("StringNotEquals", "missing", "pump", true)]
    [InlineData("StringNotLike", "iot:ClientId", "pump*", false)]
    [InlineData("Null", "missing", "true", true)]
    [InlineData("Null", "iot:ClientId", "true", false)]
    public void A_condition_compares_a_key(string comparison, string key, string value, bool allowed)
    {
        var condition = $$""", "Condition": { "{{comparison}}": { "{{key}}": ["{{value}}"] } }""";

        Assert.Equal(
            allowed ? PolicyDecision.Allowed : PolicyDecision.NotAllowed,
            Decide(Statement("Allow", "*", "*", condition), "iot:Connect", "client/pump")
        );
    }

    [Fact]
    public void One_of_several_values_is_enough_and_all_keys_are_needed()
    {
        var condition = """, "Condition": { "StringEquals": { "iot:ClientId": ["a", "pump#1"], "tricky": "no" } }""";

        Assert.Equal(
            PolicyDecision.NotAllowed,
            Decide(Statement("Allow", "*", "*", condition), "iot:Connect", "client/pump")
        );
    }

    [Fact]
    public void A_denial_wins_whatever_allows() =>
        Assert.Equal(
            PolicyDecision.Denied,
            Decide(
                $"{Statement("Allow", "*", "*")},{Statement("Deny", "iot:Connect", "*")}",
                "iot:Connect",
                "client/pump"
            )
        );

    [Theory]
    [InlineData("iot:Connect", "client/pump", false)]
    [InlineData("iot:Publish", "client/pump", true)]
    [InlineData("iot:Publish", "topic/secret", false)]
    public void Exceptions_are_what_a_statement_is_not_about(string action, string resource, bool allowed) =>
        Assert.Equal(
            allowed ? PolicyDecision.Allowed : PolicyDecision.NotAllowed,
            Decide("""{"Effect":"Allow","NotAction":"iot:Connect","NotResource":"topic/secret"}""", action, resource)
        );

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}""")]
    [InlineData("""{"Effect":"Allow","Action":"*","NotAction":"*","Resource":"*"}""")]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Weather":{"key":"fine"}}}""")]
    public void What_is_not_known_is_refused(string statement) =>
        Assert.Throws<FormatException>(() => PolicyDocument.Parse(Document(statement)));

    private static PolicyDecision Decide(string statements, string action, string resource) =>
        PolicyEvaluator.Decide([PolicyDocument.Parse(Document(statements))], new PolicyRequest(action, resource, Pump));

    private static string Statement(string effect, string action, string resource, string condition = "") =>
        $$"""{ "Effect": "{{effect}}", "Action": "{{action}}", "Resource": "{{resource}}"{{condition}} }""";

    private static string Document(string statements) =>
        $$"""{ "Version": "2012-10-17", "Statement": [{{statements}}] }""";
}
