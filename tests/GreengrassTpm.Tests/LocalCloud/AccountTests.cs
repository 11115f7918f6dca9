using Amazon.IoT.Model;
using Xunit;

namespace GreengrassTpm.Tests.LocalCloud;

public sealed class AccountTests : LocalCloudTest
{
    [Fact]
    public async Task Each_kind_of_traffic_has_its_endpoint()
    {
        Assert.Equal(Cloud.MqttEndpoint, await EndpointAsync("iot:Data-ATS"));
        Assert.Equal(Cloud.CredentialsEndpoint, await EndpointAsync("iot:CredentialProvider"));
    }

    [Fact]
    public async Task An_unknown_kind_of_traffic_is_refused() =>
        await Assert.ThrowsAsync<InvalidRequestException>(() => EndpointAsync("iot:Pigeons"));

    [Fact]
    public async Task A_role_alias_tells_its_role()
    {
        Cloud.AddRoleAlias("devices", "DeviceRole", [AllowAll], TimeSpan.FromMinutes(15));

        var answer = await Client.DescribeRoleAliasAsync(new DescribeRoleAliasRequest { RoleAlias = "devices" });

        Assert.Equal(Cloud.Account.RoleArn("DeviceRole"), answer.RoleAliasDescription.RoleArn);
        Assert.Equal(900, answer.RoleAliasDescription.CredentialDurationSeconds);
    }

    [Fact]
    public async Task An_unknown_role_alias_is_not_found() =>
        await Assert.ThrowsAsync<ResourceNotFoundException>(() =>
            Client.DescribeRoleAliasAsync(new DescribeRoleAliasRequest { RoleAlias = "devices" })
        );

    private async Task<string> EndpointAsync(string type) =>
        (await Client.DescribeEndpointAsync(new DescribeEndpointRequest { EndpointType = type })).EndpointAddress;
}
