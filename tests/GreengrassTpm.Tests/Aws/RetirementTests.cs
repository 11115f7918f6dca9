using Amazon.IoT;
using GreengrassTpm.Credentials;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Aws;

/// <summary>How a certificate is given up, wherever an earlier run was stopped.</summary>
public sealed class RetirementTests : AwsGround
{
    /// <summary>The calls of a retirement, in their order.</summary>
    private static readonly string[] Calls =
    [
        FaultPlan.AssumeRoleWithCertificate,
        FaultPlan.GetCallerIdentity,
        "ListPrincipalThings",
        "DetachThingPrincipal",
        "UpdateCertificate",
        "DeleteCertificate",
    ];

    public static TheoryData<string, bool> Stops
    {
        get
        {
            TheoryData<string, bool> stops = [];
            foreach (string call in Calls)
            {
                stops.Add(call, false);
                stops.Add(call, true);
            }

            return stops;
        }
    }

    [Fact]
    public async Task It_is_detached_then_inactive_then_gone_by_sessions_of_its_own_alone()
    {
        CredentialReference previous = await PreviousAsync();

        Assert.Equal(Retirement.Gone, await RetireAsync(previous));

        AssertGone(previous);
        Assert.Equal(
            [
                "ListPrincipalThings",
                "DetachThingPrincipal",
                "ListPrincipalThings",
                "UpdateCertificate",
                "DeleteCertificate",
            ],
            ControlCalls(previous)
        );
        Assert.Empty(ControlCalls(Active));
    }

    [Fact]
    public async Task One_that_is_gone_already_counts_as_retired()
    {
        CredentialReference previous = await PreviousAsync();
        await RetireAsync(previous);

        Assert.Equal(Retirement.Gone, await RetireAsync(previous));
    }

    [Theory]
    [MemberData(nameof(Stops))]
    public async Task Stopped_before_or_after_any_call_it_is_finished_by_the_next_run(string call, bool after)
    {
        UseRole(DeviceRole(Cloud.Account), Allow("iot:DeleteCertificate", Cloud.Account.CertificateArn("*")));
        CredentialReference previous = await PreviousAsync();
        await StopAsync(previous, call, after);

        Assert.Equal(Retirement.Gone, await RetireAsync(previous));

        AssertGone(previous);
    }

    [Theory]
    [MemberData(nameof(Stops))]
    public async Task With_rights_on_itself_only_what_is_left_at_worst_is_inactive_and_said_to_be(
        string call,
        bool after
    )
    {
        CredentialReference previous = await PreviousAsync();
        await StopAsync(previous, call, after);

        Retirement retirement = await RetireAtLastAsync(previous);

        IssuedCertificate? left = Cloud.Snapshot().Certificate(previous.CertificateId);
        Assert.Equal(left is null ? Retirement.Gone : Retirement.Inert, retirement);
        Assert.NotEqual("ACTIVE", left?.Status);
        Assert.Equal(call == "DeleteCertificate" && !after || call == "UpdateCertificate" && after, left is not null);
    }

    [Fact]
    public async Task One_that_never_had_rights_is_given_those_it_needs_to_give_itself_up()
    {
        CredentialReference staged = await NewCredentialAsync("greenkey.next");

        Assert.Equal(Retirement.Gone, await RetireAsync(staged));

        AssertGone(staged);
        Assert.Contains("DeleteCertificate", ControlCalls(staged));
    }

    [Fact]
    public async Task One_whose_new_rights_are_not_in_force_yet_is_not_said_to_be_inactive()
    {
        CredentialReference staged = await NewCredentialAsync("greenkey.next");
        const int RefusedAndThenTheActiveOne = 3;
        Cloud.Faults.Add(
            FaultPlan.AssumeRoleWithCertificate,
            new ErrorAnswer("AccessDenied", System.Net.HttpStatusCode.Forbidden, "Access Denied"),
            Cloud.Faults.Calls(FaultPlan.AssumeRoleWithCertificate) + RefusedAndThenTheActiveOne + 1,
            times: 1000
        );

        var error = await Assert.ThrowsAsync<RotationPortException>(() => RetireAsync(staged));

        Assert.Equal(RetryClass.Retryable, error.Retry);
        Assert.Equal("ACTIVE", Cloud.Snapshot().Certificate(staged.CertificateId)?.Status);
        Cloud.Faults.Clear();
        Assert.Equal(Retirement.Gone, await RetireAsync(staged));
    }

    [Fact]
    public async Task One_that_somebody_has_made_inactive_is_inert()
    {
        CredentialReference previous = await PreviousAsync();
        await Operator.UpdateCertificateAsync(previous.CertificateId, CertificateStatus.INACTIVE);

        Assert.Equal(Retirement.Inert, await RetireAsync(previous));
    }

    [Fact]
    public async Task One_that_is_seen_to_be_inactive_gets_no_rights_back()
    {
        UseRole(DeviceRole(Cloud.Account), Allow("iot:DescribeCertificate", "*"));
        CredentialReference previous = await NewCredentialAsync("greenkey.previous");
        await Operator.UpdateCertificateAsync(previous.CertificateId, CertificateStatus.INACTIVE);

        Assert.Equal(Retirement.Inert, await RetireAsync(previous));

        Assert.Empty(PoliciesOf(previous));
        Assert.Empty(ThingsOf(previous));
    }

    [Theory]
    [InlineData("iot:ListAttachedPolicies", false)]
    [InlineData("iot:ListAttachedPolicies", true)]
    [InlineData("iot:DescribeCertificate", false)]
    [InlineData("iot:DescribeCertificate", true)]
    [InlineData("iot:DeleteCertificate", true)]
    public async Task One_that_a_policy_denies_the_role_is_never_said_to_be_inactive(string alsoAllowed, bool instead)
    {
        UseRole(DeviceRole(Cloud.Account), Allow(alsoAllowed, "*"));
        CredentialReference previous = await PreviousAsync();
        await Operator.CreatePolicyAsync(
            "quarantine",
            """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iot:AssumeRoleWithCertificate","Resource":"*"}}"""
        );
        await AttachPolicyAsync("quarantine", previous);
        if (instead)
        {
            await Operator.DetachPolicyAsync(new() { PolicyName = Policy, Target = Arn(previous) });
        }

        var error = await Assert.ThrowsAsync<RotationPortException>(() => RetireAsync(previous));

        Assert.Equal("ACTIVE", Cloud.Snapshot().Certificate(previous.CertificateId)?.Status);
        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains($"{previous.CertificateId} gets no session", error.Message, StringComparison.Ordinal);
        Assert.Contains("may be ACTIVE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_detachment_that_is_seen_late_is_waited_for_before_the_session_is_given_away()
    {
        CredentialReference previous = await PreviousAsync();
        Cloud.Faults.Add(
            "DeleteCertificate",
            new ErrorAnswer("DeleteConflictException", System.Net.HttpStatusCode.Conflict, "Things must be detached"),
            times: 2
        );
        var patient = new GreengrassTpm.Aws.CertificateRegistry(
            Settings with
            {
                SettleWithin = TimeSpan.FromMinutes(5),
            },
            Exchange,
            TimeProvider.System
        );

        Assert.Equal(Retirement.Gone, await patient.RetireAsync(previous, Active, Cancellation));

        Assert.Equal(3, Cloud.Faults.Calls("DeleteCertificate"));
    }

    [Theory]
    [InlineData("UpdateCertificate")]
    [InlineData("DetachThingPrincipal")]
    public async Task A_missing_permission_is_named(string action)
    {
        UseRole(DeviceRole(Cloud.Account).Replace($"\"iot:{action}\",", "", StringComparison.Ordinal));
        CredentialReference previous = await PreviousAsync();

        var error = await Assert.ThrowsAsync<RotationPortException>(() => RetireAsync(previous));

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains($"allow iot:{action} on {Arn(previous)}", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offline_nothing_is_concluded()
    {
        CredentialReference previous = await PreviousAsync();
        Cloud.Faults.Offline = true;

        var error = await Assert.ThrowsAsync<RotationPortException>(() => RetireAsync(previous));

        Assert.Equal(RetryClass.Retryable, error.Retry);
    }

    [Fact]
    public async Task The_active_certificate_is_never_retired() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => RetireAsync(Active));

    private Task<Retirement> RetireAsync(CredentialReference credential) =>
        Registry.RetireAsync(credential, Active, Cancellation);

    /// <summary>Asks once more where waiting helps.</summary>
    private async Task<Retirement> RetireAtLastAsync(CredentialReference credential)
    {
        try
        {
            return await RetireAsync(credential);
        }
        catch (RotationPortException error) when (error.Retry == RetryClass.Retryable)
        {
            return await RetireAsync(credential);
        }
    }

    /// <summary>A certificate that has been the active one.</summary>
    private async Task<CredentialReference> PreviousAsync()
    {
        CredentialReference previous = await NewCredentialAsync("greenkey.previous");
        await AttachAsync(previous);
        return previous;
    }

    /// <summary>Begins a retirement that ends before or after the first call of an operation.</summary>
    private async Task StopAsync(CredentialReference previous, string call, bool after)
    {
        Cloud.Faults.AddNext(call, after ? Fault.AnswerLost : Fault.ConnectionReset);
        await Assert.ThrowsAsync<RotationPortException>(() => RetireAsync(previous));
    }

    private void AssertGone(CredentialReference credential)
    {
        CloudSnapshot cloud = Cloud.Snapshot();
        Assert.Null(cloud.Certificate(credential.CertificateId));
        Assert.DoesNotContain(cloud.PolicyAttachments, attachment => attachment.TargetArn == Arn(credential));
        Assert.Empty(ThingsOf(credential));
    }

    /// <summary>What was asked of the control plane in sessions of a certificate.</summary>
    private IEnumerable<string> ControlCalls(CredentialReference credential) =>
        Cloud
            .Calls.Where(call =>
                call.Caller?.EndsWith('/' + credential.CertificateId, StringComparison.Ordinal) == true
                && call.Caller.Contains("assumed-role", StringComparison.Ordinal)
                && call.Operation != FaultPlan.GetCallerIdentity
            )
            .Select(call => call.Operation);
}
