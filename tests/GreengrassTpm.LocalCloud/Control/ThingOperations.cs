using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace GreengrassTpm.LocalCloud;

/// <summary>Operations on things and thing groups.</summary>
internal static class ThingOperations
{
    public static IEnumerable<ControlOperation> All =>
        [
            new("CreateThing", "POST", "/things/{thingName}", Resource, Create),
            new("DescribeThing", "GET", "/things/{thingName}", Resource, Describe),
            new("DeleteThing", "DELETE", "/things/{thingName}", Resource, Delete),
            new(
                "AddThingToThingGroup",
                "PUT",
                "/thing-groups/addThingToThingGroup",
                call => call.Account.ThingGroupArn(call.Text("thingGroupName") ?? "*"),
                AddToGroup
            ),
            new(
                "RemoveThingFromThingGroup",
                "PUT",
                "/thing-groups/removeThingFromThingGroup",
                call => call.Account.ThingGroupArn(call.Text("thingGroupName") ?? "*"),
                RemoveFromGroup
            ),
        ];

    /// <summary>A thing that must exist.</summary>
    public static Thing Require(Registry registry, string name) =>
        registry.Things.GetValueOrDefault(name) ?? throw ServiceError.NotFound($"Thing {name} does not exist");

    private static string Resource(ControlCall call) => call.Account.ThingArn(call.Label("thingName"));

    private static JsonObject Create(ControlCall call, Registry registry)
    {
        var thing = new Thing(
            call.ThingName(),
            Guid.NewGuid().ToString(),
            call.Text("thingTypeName"),
            call.Text("billingGroupName"),
            Attributes(call.Object("attributePayload")?["attributes"]?.AsObject()),
            1
        );
        if (registry.Things.TryGetValue(thing.Name, out var existing))
        {
            thing = SameContents(thing, existing)
                ? existing
                : throw ServiceError.AlreadyExists(
                    $"Thing {thing.Name} already exists in account with different properties",
                    thing.Name,
                    call.Account.ThingArn(thing.Name)
                );
        }
        registry.Things[thing.Name] = thing;
        return new JsonObject
        {
            ["thingName"] = thing.Name,
            ["thingArn"] = call.Account.ThingArn(thing.Name),
            ["thingId"] = thing.Id,
        };
    }

    private static JsonObject Describe(ControlCall call, Registry registry)
    {
        var thing = Require(registry, call.Label("thingName"));
        return new JsonObject
        {
            ["defaultClientId"] = thing.Name,
            ["thingName"] = thing.Name,
            ["thingId"] = thing.Id,
            ["thingArn"] = call.Account.ThingArn(thing.Name),
            ["thingTypeName"] = thing.TypeName,
            ["billingGroupName"] = thing.BillingGroup,
            ["attributes"] = new JsonObject(
                thing.Attributes.Select(item => KeyValuePair.Create(item.Key, (JsonNode?)item.Value))
            ),
            ["version"] = thing.Version,
        };
    }

    private static JsonObject? Delete(ControlCall call, Registry registry)
    {
        var name = call.ThingName();
        if (!registry.Things.TryGetValue(name, out var thing))
        {
            return null;
        }
        if (call.Query("expectedVersion") is { } version && version != Text(thing.Version))
        {
            throw ServiceError.VersionConflict($"The version of thing {name} is {thing.Version}, not {version}");
        }
        if (registry.ThingAttachments.Exists(attachment => attachment.ThingName == name))
        {
            throw ServiceError.InvalidRequest(
                $"Cannot delete. Thing {name} is still attached to one or more principals"
            );
        }
        registry.Things.Remove(name);
        registry.GroupMembers.RemoveAll(member => member.ThingName == name);
        return null;
    }

    private static JsonObject? AddToGroup(ControlCall call, Registry registry)
    {
        var group = NameOf(call.Text("thingGroupName"), call.Text("thingGroupArn"));
        var thing = Require(registry, NameOf(call.Text("thingName"), call.Text("thingArn")));
        if (!registry.ThingGroups.Contains(group))
        {
            throw ServiceError.NotFound($"Thing group {group} does not exist");
        }
        var member = new GroupMember(group, thing.Name);
        if (!registry.GroupMembers.Contains(member))
        {
            registry.GroupMembers.Add(member);
        }
        return null;
    }

    private static JsonObject? RemoveFromGroup(ControlCall call, Registry registry)
    {
        var group = NameOf(call.Text("thingGroupName"), call.Text("thingGroupArn"));
        var thing = Require(registry, NameOf(call.Text("thingName"), call.Text("thingArn")));
        if (!registry.ThingGroups.Contains(group))
        {
            throw ServiceError.NotFound($"Thing group {group} does not exist");
        }
        registry.GroupMembers.Remove(new GroupMember(group, thing.Name));
        return null;
    }

    private static string NameOf(string? name, string? arn) =>
        name ?? arn?.Split('/')[^1] ?? throw ServiceError.InvalidRequest("Either a name or an ARN must be given");

    private static bool SameContents(Thing one, Thing other) =>
        one.TypeName == other.TypeName
        && one.BillingGroup == other.BillingGroup
        && one.Attributes.SequenceEqual(other.Attributes);

    private static ImmutableSortedDictionary<string, string> Attributes(JsonObject? attributes) =>
        (attributes ?? []).ToImmutableSortedDictionary(item => item.Key, item => item.Value!.GetValue<string>());

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
