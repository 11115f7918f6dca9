using Amazon.IoT.Model;

namespace GreengrassTpm.Bootstrap;

/// <content>What takes things out of the registry.</content>
internal sealed partial class CloudRegistry
{
    /// <summary>Takes a thing out of a group; done already, or one of them is gone, nothing happens.</summary>
    internal void LeaveGroup(string thing, string group) =>
        Find(
            "RemoveThingFromThingGroup",
            $"thing group {group}",
            () =>
                _client.RemoveThingFromThingGroupAsync(
                    new RemoveThingFromThingGroupRequest { ThingName = thing, ThingGroupName = group }
                )
        );

    /// <summary>Deletes a thing that no principal is attached to; done already, nothing happens.</summary>
    internal void DeleteThing(string name) =>
        Find("DeleteThing", $"thing {name}", () => _client.DeleteThingAsync(name));

    /// <summary>What a policy is attached to: the first of the ARNs of certificates and thing groups; none if there is no such policy.</summary>
    internal IReadOnlyList<string> TargetsOf(string policy) =>
        Find(
            "ListTargetsForPolicy",
            $"policy {policy}",
            () => _client.ListTargetsForPolicyAsync(new ListTargetsForPolicyRequest { PolicyName = policy })
        )?.Targets
        ?? [];

    /// <summary>
    /// Deletes a policy, unless it is attached to something, or was until some minutes ago, or has been given further versions.
    /// </summary>
    /// <returns>False if the service does not let it go.</returns>
    internal bool TryDeletePolicy(string name) =>
        Ask(
            "DeletePolicy",
            $"policy {name}",
            async () =>
            {
                try
                {
                    _ = await _client.DeletePolicyAsync(name);
                    return true;
                }
                catch (ResourceNotFoundException)
                {
                    return true;
                }
                catch (DeleteConflictException)
                {
                    return false;
                }
            }
        );
}
