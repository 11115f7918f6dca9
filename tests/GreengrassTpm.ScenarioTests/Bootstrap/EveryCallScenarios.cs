using GreengrassTpm.Build;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Testing;
using Xunit;

namespace GreengrassTpm.ScenarioTests.Bootstrap;

/// <summary>
/// Each operation of AWS IoT that provisioning uses at its longest, while it replaces an earlier certificate and joins a group, fails in
/// each way: the next run finishes, and there is one identity.
/// </summary>
[Trait("Category", TestSuite.KillCategory)]
[Collection(BootstrapTpm.Name)]
public sealed class EveryCallScenarios(SoftwareTpmFixture shared)
{
    private const string Group = "factory";

    // The SDK asks three times.
    private const int MoreOftenThanRepeated = 10;

    private static readonly string[] Longest = ["--replace", "--thing-group", Group];

    public static TheoryData<string> Operations =>
        [
            "DescribeRoleAlias",
            "DescribeEndpoint",
            "DescribeThing",
            "ListThingPrincipals",
            "GetPolicy",
            "CreatePolicy",
            "ListCertificates",
            "CreateCertificateFromCsr",
            "DescribeCertificate",
            "ListAttachedPolicies",
            "AttachPolicy",
            "ListPrincipalThings",
            "AttachThingPrincipal",
            "UpdateCertificate",
            "DetachThingPrincipal",
            "DetachPolicy",
            "DeleteCertificate",
            "AddThingToThingGroup",
        ];

    [Fact]
    public async Task No_other_operation_is_used()
    {
        using CloudGround ground = await StartAsync();
        int before = CloudKills.Operations(ground.Cloud).Count();

        ground.Provision(Longest);

        Assert.Equal(
            ((IEnumerable<object[]>)Operations).Select(row => (string)row[0]).Order(),
            CloudKills.Operations(ground.Cloud).Skip(before).Distinct().Order()
        );
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Denied_it_is_named(string operation)
    {
        using CloudGround ground = await StartAsync();

        ChildResult refused = await RefusedAsync(ground, operation, Fault.AccessDenied, exitCode: 77);

        Assert.Contains($"allow iot:{operation} to the identity", refused.Error, StringComparison.Ordinal);
        AssertFinishes(ground);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Throttled_it_is_worth_another_try(string operation)
    {
        using CloudGround ground = await StartAsync();

        _ = await RefusedAsync(ground, operation, Fault.Throttled, exitCode: 75);

        AssertFinishes(ground);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Troubled_it_is_worth_another_try(string operation)
    {
        using CloudGround ground = await StartAsync();

        _ = await RefusedAsync(ground, operation, Fault.ServiceUnavailable, exitCode: 75);

        AssertFinishes(ground);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Its_answer_lost_the_same_run_finishes(string operation)
    {
        using CloudGround ground = await StartAsync();
        ground.Cloud.Faults.AddNext(operation, Fault.AnswerLost);

        ground.Provision(Longest);

        AssertFinishes(ground);
    }

    private async Task<CloudGround> StartAsync()
    {
        CloudGround ground = CloudGround.Start(shared.Tpm);
        ground.Cloud.AddThingGroup(Group);
        _ = await ground.AttachAnotherAsync();
        return ground;
    }

    /// <summary>Provisions while an operation fails as often as it is called.</summary>
    private static async Task<ChildResult> RefusedAsync(CloudGround ground, string operation, Fault fault, int exitCode)
    {
        int next = ground.Cloud.Faults.Calls(operation) + 1;
        ground.Cloud.Faults.Add(operation, fault, next, MoreOftenThanRepeated);
        ChildResult refused = await ChildProcess.RunAsync(ground.Device.Online(ground.Cloud, Longest));
        Assert.True(refused.ExitCode == exitCode, refused.Output + refused.Error);
        return refused;
    }

    private static void AssertFinishes(CloudGround ground)
    {
        ground.Cloud.Faults.Clear();
        ground.Provision(Longest);
        ground.AssertOneIdentity();
        Assert.Equal(Group, Assert.Single(ground.Cloud.Snapshot().GroupMembers).GroupName);
    }
}
