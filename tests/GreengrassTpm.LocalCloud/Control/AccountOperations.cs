using System.Text.Json.Nodes;

namespace GreengrassTpm.LocalCloud;

/// <summary>Operations on what the account has once: endpoints and role aliases.</summary>
internal static class AccountOperations
{
    public static IEnumerable<ControlOperation> All =>
        [
            new("DescribeEndpoint", "GET", "/endpoint", _ => "*", DescribeEndpoint),
            new(
                "DescribeRoleAlias",
                "GET",
                "/role-aliases/{roleAlias}",
                call => call.Account.RoleAliasArn(call.Label("roleAlias")),
                DescribeRoleAlias
            ),
        ];

    private static JsonObject DescribeEndpoint(ControlCall call, Registry registry) =>
        new()
        {
            ["endpointAddress"] = call.Query("endpointType") switch
            {
                null or "iot:Data" or "iot:Data-ATS" => call.Cloud.MqttEndpoint,
                "iot:CredentialProvider" => call.Cloud.CredentialsEndpoint,
                var type => throw ServiceError.InvalidRequest($"Endpoint type {type} is not known"),
            },
        };

    private static JsonObject DescribeRoleAlias(ControlCall call, Registry registry)
    {
        var name = call.Label("roleAlias");
        var alias =
            registry.RoleAliases.GetValueOrDefault(name)
            ?? throw ServiceError.NotFound($"The role alias {name} does not exist");
        return new JsonObject
        {
            ["roleAliasDescription"] = new JsonObject
            {
                ["roleAlias"] = alias.Name,
                ["roleAliasArn"] = call.Account.RoleAliasArn(alias.Name),
                ["roleArn"] = call.Account.RoleArn(alias.RoleName),
                ["owner"] = call.Account.Id,
                ["credentialDurationSeconds"] = (int)alias.CredentialDuration.TotalSeconds,
                ["creationDate"] = alias.Created.ToUnixTimeMilliseconds() / 1000.0,
                ["lastModifiedDate"] = alias.Created.ToUnixTimeMilliseconds() / 1000.0,
            },
        };
    }
}
