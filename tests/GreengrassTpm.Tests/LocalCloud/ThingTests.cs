using Amazon.IoT.Model;
using Xunit;

namespace GreengrassTpm.Tests.LocalCloud;

public sealed class ThingTests : LocalCloudTest
{
    [Fact]
    public async Task A_created_thing_can_be_described()
    {
        var created = await Client.CreateThingAsync(Thing("pump", ("site", "north")));

        var described = await Client.DescribeThingAsync("pump");

        Assert.Equal("arn:aws:iot:eu-central-1:123456789012:thing/pump", created.ThingArn);
        Assert.Equal(created.ThingId, described.ThingId);
        Assert.Equal("north", described.Attributes["site"]);
        Assert.Equal("pump", described.DefaultClientId);
        Assert.Equal(1, described.Version);
        Assert.Null(described.ThingTypeName);
    }

    [Fact]
    public async Task Creating_the_same_thing_again_changes_nothing()
    {
        var first = await Client.CreateThingAsync(Thing("pump", ("site", "north")));

        var second = await Client.CreateThingAsync(Thing("pump", ("site", "north")));

        Assert.Equal(first.ThingId, second.ThingId);
    }

    [Fact]
    public async Task A_thing_of_the_same_name_with_other_contents_is_refused()
    {
        await Client.CreateThingAsync(Thing("pump", ("site", "north")));

        var error = await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() =>
            Client.CreateThingAsync(Thing("pump", ("site", "south")))
        );

        Assert.Equal("pump", error.ResourceId);
        Assert.Equal(Cloud.Account.ThingArn("pump"), error.ResourceArn);
    }

    [Fact]
    public async Task A_name_with_characters_that_are_not_allowed_is_refused() =>
        await Assert.ThrowsAsync<InvalidRequestException>(() => Client.CreateThingAsync(Thing("pump/1")));

    [Fact]
    public async Task A_deleted_thing_is_gone_and_deleting_it_again_succeeds()
    {
        await Client.CreateThingAsync(Thing("pump"));

        await Client.DeleteThingAsync("pump");
        await Client.DeleteThingAsync("pump");

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Client.DescribeThingAsync("pump"));
    }

    [Fact]
    public async Task A_thing_with_a_certificate_cannot_be_deleted()
    {
        using var device = await NewDeviceAsync("pump");

        await Assert.ThrowsAsync<InvalidRequestException>(() => Client.DeleteThingAsync("pump"));
    }

    [Fact]
    public async Task A_thing_of_another_version_than_expected_is_not_deleted()
    {
        await Client.CreateThingAsync(Thing("pump"));

        await Assert.ThrowsAsync<VersionConflictException>(() =>
            Client.DeleteThingAsync(new DeleteThingRequest { ThingName = "pump", ExpectedVersion = 7 })
        );
    }

    [Fact]
    public async Task A_thing_joins_a_group_once()
    {
        Cloud.AddThingGroup("pumps");
        await Client.CreateThingAsync(Thing("pump"));
        var request = new AddThingToThingGroupRequest { ThingName = "pump", ThingGroupName = "pumps" };

        await Client.AddThingToThingGroupAsync(request);
        await Client.AddThingToThingGroupAsync(request);

        Assert.Equal("pumps", Assert.Single(Cloud.Snapshot().GroupMembers).GroupName);
    }

    [Fact]
    public async Task A_thing_leaves_a_group_and_leaving_again_changes_nothing()
    {
        Cloud.AddThingGroup("pumps");
        await Client.CreateThingAsync(Thing("pump"));
        await Client.AddThingToThingGroupAsync(new() { ThingName = "pump", ThingGroupName = "pumps" });
        var request = new RemoveThingFromThingGroupRequest { ThingName = "pump", ThingGroupName = "pumps" };

        await Client.RemoveThingFromThingGroupAsync(request);
        await Client.RemoveThingFromThingGroupAsync(request);

        Assert.Empty(Cloud.Snapshot().GroupMembers);
    }

    [Fact]
    public async Task A_group_that_does_not_exist_is_refused()
    {
        await Client.CreateThingAsync(Thing("pump"));

        await Assert.ThrowsAsync<ResourceNotFoundException>(() =>
            Client.AddThingToThingGroupAsync(
                new AddThingToThingGroupRequest { ThingName = "pump", ThingGroupName = "pumps" }
            )
        );
    }

    private static CreateThingRequest Thing(string name, params (string Key, string Value)[] attributes) =>
        new()
        {
            ThingName = name,
            AttributePayload = new AttributePayload
            {
                Attributes = attributes.ToDictionary(item => item.Key, item => item.Value),
            },
        };
}
