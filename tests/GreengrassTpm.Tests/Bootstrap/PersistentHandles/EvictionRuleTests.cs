using GreengrassTpm.Bootstrap;
using Xunit;

namespace GreengrassTpm.Tests.Bootstrap.PersistentHandles;

public sealed class EvictionRuleTests
{
    [Fact]
    public void An_orphan_is_evicted() => Assert.Null(EvictionRule.Refusal(Handle(HandleKind.Orphan)));

    [Theory]
    [InlineData(HandleKind.StorageRootKey, "storage root key")]
    [InlineData(HandleKind.EndorsementKey, "endorsement keys")]
    [InlineData(HandleKind.Platform, "platform maker")]
    [InlineData(HandleKind.Unknown, "unlocks a disk")]
    public void All_else_is_refused_with_its_reason(HandleKind kind, string reason) =>
        Assert.Contains(reason, EvictionRule.Refusal(Handle(kind)), StringComparison.Ordinal);

    [Theory]
    [InlineData(HandleKind.InUse)]
    [InlineData(HandleKind.StorageRootKey)]
    public void A_handle_in_use_is_refused_with_the_names_of_token_and_store(HandleKind kind) =>
        Assert.Contains(
            "token greengrass in /store",
            EvictionRule.Refusal(Handle(kind, new HandleUser("/store", "greengrass"))),
            StringComparison.Ordinal
        );

    private static HandleReport Handle(HandleKind kind, params HandleUser[] usedBy) =>
        new("0x81000003", "RSA 2048 storage key", [], kind, usedBy, "");
}
