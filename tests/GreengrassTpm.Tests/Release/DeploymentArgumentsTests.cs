using GreengrassTpm.Release;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Release;

public sealed class DeploymentArgumentsTests : IDisposable
{
    private readonly PrivateFolder _folder = PrivateFolder.Create();

    [Fact]
    public void Target_rollout_and_configuration_are_read()
    {
        string settings = _folder.File("settings.json");
        File.WriteAllText(settings, """{ "rotation": { "maxKeyAge": "30d" } }""");

        DeploymentOrder order = Read(
            ("thing-group", "pumps"),
            ("settings", settings),
            ("request-id", "r1"),
            ("reset", "/a,/b"),
            ("growth", "10,1.5,50"),
            ("abort", "5,20"),
            ("rate", "100"),
            ("on-failure", "nothing"),
            ("notify-components", "yes"),
            ("device-minutes", "30")
        );

        Assert.Equal(new DeploymentTarget("pumps", IsGroup: true), order.Target);
        Assert.Equal("""{"rotation":{"maxKeyAge":"30d","requestId":"r1"}}""", order.Change.Merge!.ToJsonString());
        Assert.Equal(["/a", "/b"], order.Change.Reset);
        Assert.Equal(new GrowingRate(10, 1.5, 50), order.Change.Growth);
        Assert.Equal(new AbortRule(5, 20), order.Change.Abort);
        Assert.False(order.Change.RollBack);
        Assert.True(order.Change.NotifyComponents);
        Assert.True(order.Change.ChangesRollout);
    }

    [Fact]
    public void What_is_not_given_stays_as_it_is()
    {
        DeploymentChange change = Read(("thing", "pump")).Change;

        Assert.Null(change.Merge);
        Assert.False(change.ChangesRollout);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        string message = Assert
            .Throws<ReleaseException>(() =>
                Read(
                    ("thing", "a"),
                    ("thing-group", "b"),
                    ("component-version", "1"),
                    ("settings", "/nowhere.json"),
                    ("growth", "10,9,50"),
                    ("abort", "500"),
                    ("rate", "0"),
                    ("on-failure", "cry"),
                    ("notify-components", "perhaps"),
                    ("device-minutes", "x")
                )
            )
            .Message;

        Assert.StartsWith("The order to deploy has 9 problems:", message, StringComparison.Ordinal);
        Assert.Contains("--rate: must be a whole number from 1 to 1000, not '0'", message, StringComparison.Ordinal);
        Assert.Contains("--on-failure: must be 'rollback' or 'nothing', not 'cry'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_target_the_two_ways_to_name_one_are_told() =>
        Assert.Contains(
            "needs either --thing=NAME or --thing-group=NAME",
            Assert.Throws<ReleaseException>(() => Read()).Message,
            StringComparison.Ordinal
        );

    public void Dispose() => _folder.Dispose();

    private static DeploymentOrder Read(params (string Name, string Value)[] arguments) =>
        new DeploymentArguments(name => arguments.FirstOrDefault(argument => argument.Name == name).Value).Read();
}
