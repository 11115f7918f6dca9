using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>What becomes of the token store in a teardown: ours goes as a whole, and what others have in it stays.</summary>
[Collection(BootstrapTpm.Name)]
public sealed class TeardownStoreScenarios(SoftwareTpmFixture shared) : IDisposable
{
    private readonly CloudGround _ground = CloudGround.Start(shared.Tpm);

    private Device Device => _ground.Device;

    public void Dispose() => _ground.Dispose();

    [Fact]
    public void In_a_shared_store_our_objects_go_and_the_empty_token_is_used_by_the_next_provisioning()
    {
        Pkcs11Tool foreign = Device.Foreign("foreign", "another-pin");
        foreign.InitToken("another-so-pin");
        foreign.GenerateKeyPair("EC:prime256v1", "foreign-key", "0102");
        IReadOnlyList<ReadObject> others = foreign.ListObjects();
        ProvisionInSharedStore();

        ChildResult result = _ground.Teardown();

        Assert.Contains(
            $"left: token greengrass in {Device.Store} stays, empty",
            result.Output,
            StringComparison.Ordinal
        );
        Assert.Empty(Device.Objects());
        Assert.Equal(others, foreign.ListObjects());
        Assert.Contains("nothing to do", _ground.Teardown().Output, StringComparison.Ordinal);
        Assert.Empty(_ground.CloudPicture());

        ProvisionInSharedStore("--thing-name", "gateway-8");
        Assert.Equal(3, Device.Objects().Count);
        Assert.Equal("gateway-8", Assert.Single(_ground.Cloud.Snapshot().Things).Name);
        _ground.Teardown();
        Assert.Equal(others, foreign.ListObjects());
    }

    [Fact]
    public void A_store_of_ours_in_which_somebody_else_has_a_private_object_is_not_deleted()
    {
        _ground.Provision();
        string[] addKey = ["addkey", "--algorithm", "aes256", "--label", "greengrass", "--key-label", "somebody"];
        _ = ChildProcess
            .Run(
                new Command("tpm2_ptool", [.. addKey, "--userpin", Device.UserPin, "--path", Device.Store]).With(
                    Device.ServiceEnvironment
                )
            )
            .OrThrow();

        ChildResult result = _ground.Teardown();

        Assert.Contains("something of others is in the store", result.Output, StringComparison.Ordinal);
        Assert.Equal(["Secret Key"], Device.Objects().Select(item => item.Kind));
    }

    [Fact]
    public void A_store_of_ours_in_which_somebody_else_has_made_a_key_is_not_deleted()
    {
        _ground.Provision();
        new Pkcs11Tool(Device.Access()).GenerateKeyPair("EC:prime256v1", "somebody", "0102");

        ChildResult result = _ground.Teardown();

        Assert.Contains("something of others is in the store", result.Output, StringComparison.Ordinal);
        Assert.All(Device.Objects(), item => Assert.Equal("somebody", item.Label));
        Assert.Equal(2, Device.Objects().Count);
    }

    [Fact]
    public void A_store_that_cannot_be_read_any_more_is_deleted_on_request_only()
    {
        _ground.Provision();
        File.WriteAllText(Device.StoreFile, "damaged");

        ChildResult refused = ChildProcess.Run(_ground.TeardownCommand());
        Assert.Equal(78, refused.ExitCode);

        _ground.Teardown("--discard-store");
        _ground.AssertNothingLeft(shared.HandlesAllowed);
    }

    /// <summary>The examination at the end warns of the store's access, which is as others have made it.</summary>
    private void ProvisionInSharedStore(params IEnumerable<string> arguments) =>
        Assert.Equal(10, ChildProcess.Run(Device.Online(_ground.Cloud, arguments)).ExitCode);
}
