using Amazon.IoT.Model;
using GreengrassTpm.Credentials;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Aws;

public sealed class AdmissionTests : AwsGround
{
    [Fact]
    public async Task A_new_certificate_gets_the_thing_and_every_policy_and_no_more()
    {
        await Operator.CreatePolicyAsync("second", AllowAll);
        await Operator.CreatePolicyAsync("foreign", AllowAll);
        await AttachPolicyAsync("second", Active);
        CredentialReference staged = await NewCredentialAsync("greenkey.next");

        await AdmitAsync(staged);

        Assert.Equal([Policy, "second"], PoliciesOf(staged));
        Assert.Equal([new ThingAttachment(Thing, staged.CertificateId, Exclusive: false)], ThingsOf(staged));
    }

    [Fact]
    public async Task An_exclusive_certificate_is_followed_by_an_exclusive_one()
    {
        await Operator.DetachThingPrincipalAsync(Thing, Arn(Active));
        await AttachAsync(Active, exclusively: true);
        CredentialReference staged = await NewCredentialAsync("greenkey.next");

        await AdmitAsync(staged);

        Assert.True(Assert.Single(ThingsOf(staged)).Exclusive);
    }

    [Fact]
    public async Task More_policies_than_fit_on_a_page_are_all_attached()
    {
        string[] names = [.. Enumerable.Range(0, 9).Select(number => $"policy-{number}")];
        foreach (string name in names)
        {
            await Operator.CreatePolicyAsync(name, AllowAll);
            await AttachPolicyAsync(name, Active);
        }

        CredentialReference staged = await NewCredentialAsync("greenkey.next");

        await AdmitAsync(staged);

        Assert.Equal([Policy, .. names], PoliciesOf(staged));
    }

    [Theory]
    [InlineData("ListPrincipalThings")]
    [InlineData("ListThingPrincipalsV2")]
    [InlineData("AttachThingPrincipal")]
    [InlineData("ListAttachedPolicies")]
    [InlineData("AttachPolicy")]
    public async Task Stopped_after_any_call_it_is_finished_by_the_next_run(string call)
    {
        CredentialReference staged = await NewCredentialAsync("greenkey.next");
        Cloud.Faults.AddNext(call, Fault.AnswerLost);
        var error = await Assert.ThrowsAsync<RotationPortException>(() => AdmitAsync(staged));
        Assert.Equal(RetryClass.Retryable, error.Retry);

        await AdmitAsync(staged);

        Assert.Equal([Policy], PoliciesOf(staged));
        Assert.Single(ThingsOf(staged));
    }

    [Fact]
    public async Task Repeated_it_changes_nothing()
    {
        CredentialReference staged = await NewCredentialAsync("greenkey.next");
        await AdmitAsync(staged);

        await AdmitAsync(staged);

        Assert.Equal((1, 1), (Cloud.Faults.Calls("AttachThingPrincipal") - 1, Cloud.Faults.Calls("AttachPolicy") - 1));
    }

    [Fact]
    public async Task A_certificate_that_serves_several_things_is_not_rotated_on_one_device()
    {
        await Operator.CreateThingAsync(new CreateThingRequest { ThingName = "valve" });
        await Operator.AttachThingPrincipalAsync("valve", Arn(Active));
        CredentialReference staged = await NewCredentialAsync("greenkey.next");

        var error = await Assert.ThrowsAsync<RotationPortException>(() => AdmitAsync(staged));

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains("pump, valve", error.Message, StringComparison.Ordinal);
        Assert.Empty(PoliciesOf(staged));
    }

    [Fact]
    public async Task One_that_somebody_has_attached_otherwise_is_reported()
    {
        CredentialReference staged = await NewCredentialAsync("greenkey.next");
        await AttachAsync(staged, exclusively: true);

        var error = await Assert.ThrowsAsync<RotationPortException>(() => AdmitAsync(staged));

        Assert.Contains("EXCLUSIVE_THING", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AttachPolicy")]
    [InlineData("AttachThingPrincipal")]
    [InlineData("ListPrincipalThings")]
    [InlineData("ListThingPrincipals")]
    [InlineData("ListAttachedPolicies")]
    public async Task A_missing_permission_is_named(string action)
    {
        UseRole(DeviceRole(Cloud.Account).Replace($"\"iot:{action}\"", "\"iot:Nothing\"", StringComparison.Ordinal));
        CredentialReference staged = await NewCredentialAsync("greenkey.next");

        var error = await Assert.ThrowsAsync<RotationPortException>(() => AdmitAsync(staged));

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains($"allow iot:{action} on ", error.Hint, StringComparison.Ordinal);
    }

    private Task AdmitAsync(CredentialReference staged) => Registry.AdmitAsync(staged, Active, Cancellation);
}
