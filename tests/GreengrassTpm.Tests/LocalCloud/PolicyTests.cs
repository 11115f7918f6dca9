using System.Globalization;
using System.Security.Cryptography;
using Amazon.IoT;
using Amazon.IoT.Model;
using Xunit;

namespace GreengrassTpm.Tests.LocalCloud;

public sealed class PolicyTests : LocalCloudTest
{
    [Fact]
    public async Task A_policy_is_read_back_as_it_was_written()
    {
        await Client.CreatePolicyAsync("devices", AllowAll);

        var policy = await Client.GetPolicyAsync("devices");

        Assert.Equal(AllowAll, policy.PolicyDocument);
        Assert.Equal(Cloud.Account.PolicyArn("devices"), policy.PolicyArn);
        Assert.Equal("1", policy.DefaultVersionId);
    }

    [Fact]
    public async Task A_policy_of_the_same_name_is_refused()
    {
        await Client.CreatePolicyAsync("devices", AllowAll);

        await Assert.ThrowsAsync<ResourceAlreadyExistsException>(() => Client.CreatePolicyAsync("devices", AllowAll));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Maybe","Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*"}}""")]
    public async Task A_document_that_is_not_a_policy_is_refused(string document) =>
        await Assert.ThrowsAsync<MalformedPolicyException>(() => Client.CreatePolicyAsync("devices", document));

    [Theory]
    [InlineData(2048, true)]
    [InlineData(2049, false)]
    public async Task A_document_has_2048_characters_at_most_without_white_space(int length, bool accepted)
    {
        var padding = new string('x', length - AllowAll.Count(character => !char.IsWhiteSpace(character)) + 1);
        var document = AllowAll.Replace("\"Action\":\"*\"", $"\"Action\":\"{padding}\"", StringComparison.Ordinal);

        var error = await Record.ExceptionAsync(() => Client.CreatePolicyAsync("devices", document));

        Assert.Equal(accepted ? null : typeof(MalformedPolicyException), error?.GetType());
    }

    [Fact]
    public async Task A_deleted_policy_is_gone()
    {
        await Client.CreatePolicyAsync("devices", AllowAll);

        await Client.DeletePolicyAsync("devices");

        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Client.GetPolicyAsync("devices"));
    }

    [Fact]
    public async Task An_attached_policy_cannot_be_deleted()
    {
        using var device = await NewDeviceAsync("pump");

        await Assert.ThrowsAsync<DeleteConflictException>(() => Client.DeletePolicyAsync(device.PolicyName));
    }

    [Fact]
    public async Task Attaching_twice_attaches_once()
    {
        using var device = await NewDeviceAsync("pump");

        await AttachAsync(device.PolicyName, device.CertificateArn);

        Assert.Equal([device.PolicyName], await AttachedAsync(device.CertificateArn));
    }

    [Fact]
    public async Task A_detached_policy_is_no_longer_listed_and_cannot_be_detached_again()
    {
        using var device = await NewDeviceAsync("pump");

        await DetachAsync(device);

        Assert.Empty(await AttachedAsync(device.CertificateArn));
        var error = await Assert.ThrowsAsync<AmazonIoTException>(() => DetachAsync(device));
        Assert.Equal("ResourceNotFoundException", error.ErrorCode);
    }

    [Fact]
    public async Task A_certificate_takes_ten_policies()
    {
        var target = await NewCertificateAsync();
        for (var number = 1; number <= 10; number++)
        {
            await CreateAndAttachAsync(number, target);
        }

        await Assert.ThrowsAsync<LimitExceededException>(() => CreateAndAttachAsync(11, target));
    }

    [Fact]
    public async Task Attached_policies_are_listed_over_all_pages()
    {
        var target = await NewCertificateAsync();
        await CreateAndAttachAsync(1, target);
        await CreateAndAttachAsync(2, target);
        await CreateAndAttachAsync(3, target);

        Assert.Equal(["policy-1", "policy-2", "policy-3"], await AttachedAsync(target));
    }

    [Fact]
    public async Task A_target_that_does_not_exist_is_refused()
    {
        await Client.CreatePolicyAsync("devices", AllowAll);

        await Assert.ThrowsAsync<ResourceNotFoundException>(() =>
            AttachAsync("devices", Cloud.Account.CertificateArn(new string('0', 64)))
        );
    }

    private Task<AttachPolicyResponse> AttachAsync(string policy, string target) =>
        Client.AttachPolicyAsync(new AttachPolicyRequest { PolicyName = policy, Target = target });

    private Task<DetachPolicyResponse> DetachAsync(TestDevice device) =>
        Client.DetachPolicyAsync(
            new DetachPolicyRequest { PolicyName = device.PolicyName, Target = device.CertificateArn }
        );

    private async Task CreateAndAttachAsync(int number, string target)
    {
        var name = "policy-" + number.ToString(CultureInfo.InvariantCulture);
        await Client.CreatePolicyAsync(name, AllowAll);
        await AttachAsync(name, target);
    }

    private async Task<string> NewCertificateAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return (await Client.CreateCertificateFromCsrAsync(TestDevice.Csr(key))).CertificateArn;
    }

    private async Task<IReadOnlyList<string>> AttachedAsync(string target)
    {
        var names = new List<string>();
        var request = new ListAttachedPoliciesRequest { Target = target, PageSize = 2 };
        await foreach (var policy in Client.Paginators.ListAttachedPolicies(request).Policies)
        {
            names.Add(policy.PolicyName);
        }
        return names;
    }
}
