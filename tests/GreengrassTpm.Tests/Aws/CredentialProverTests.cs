using Amazon.IoT;
using Amazon.IoT.Model;
using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.LocalCloud;
using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.Aws;

public sealed class CredentialProverTests : AwsGround
{
    private CredentialProver Prover => new(Settings, Open, Exchange, TimeProvider.System);

    [Fact]
    public async Task One_whose_certificate_is_inactive_is_refused()
    {
        await Operator.UpdateCertificateAsync(Active.CertificateId, CertificateStatus.INACTIVE);

        ProbeResult result = await Prover.ProbeAsync(Active, Cancellation);

        Assert.Equal(ProbeVerdict.Refused, result.Verdict);
        Assert.Contains("403", result.Detail, StringComparison.Ordinal);
    }

    public static TheoryData<Fault> Passing =>
        [Fault.Throttled, Fault.ServiceUnavailable, Fault.InternalFailure, Fault.ConnectionReset, Fault.AnswerLost];

    [Theory]
    [MemberData(nameof(Passing), DisableDiscoveryEnumeration = true)]
    public async Task A_service_in_trouble_says_nothing_about_a_credential(Fault fault)
    {
        Cloud.Faults.Add(FaultPlan.AssumeRoleWithCertificate, fault);

        Assert.Equal(ProbeVerdict.Unknown, (await Prover.ProbeAsync(Active, Cancellation)).Verdict);
    }

    [Fact]
    public async Task Nobody_there_says_nothing_about_a_credential()
    {
        var prover = new CredentialProver(
            Settings with
            {
                CredentialsEndpoint = Address("localhost:1"),
            },
            Open,
            Exchange,
            TimeProvider.System
        );

        Assert.Equal(ProbeVerdict.Unknown, (await prover.ProbeAsync(Active, Cancellation)).Verdict);
    }

    [Fact]
    public async Task A_token_that_cannot_be_opened_says_nothing_about_a_credential()
    {
        var prover = new CredentialProver(
            Settings,
            _ => throw new IOException("the chip is away"),
            Exchange,
            TimeProvider.System
        );

        ProbeResult result = await prover.ProbeAsync(Active, Cancellation);

        Assert.Equal(ProbeVerdict.Unknown, result.Verdict);
        Assert.Contains("the chip is away", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_PIN_is_told_as_such_lest_it_be_tried_again()
    {
        var prover = new CredentialProver(
            Settings,
            _ => throw new PinRefusedException("token", TokenUser.User, "CKR_PIN_INCORRECT"),
            Exchange,
            TimeProvider.System
        );

        var error = await Assert.ThrowsAsync<RotationPortException>(() => prover.ProbeAsync(Active, Cancellation));

        Assert.Equal(FailureKind.PinRefused, StepFailure.Of(error)?.Kind);
    }

    [Fact]
    public async Task A_new_credential_with_the_same_rights_is_proved_part_by_part()
    {
        CredentialReference staged = await StagedAsync();

        IReadOnlyList<string> proofs = await ProveAsync(staged);

        Assert.Collection(
            proofs,
            proof => Assert.Contains("answered 200", proof, StringComparison.Ordinal),
            proof => Assert.Contains("answered Success", proof, StringComparison.Ordinal),
            proof => Assert.Contains(Policy, proof, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_nucleus_connection_is_left_alone()
    {
        CredentialReference staged = await StagedAsync();

        await ProveAsync(staged);

        Assert.Equal(1, Cloud.Faults.Calls(FaultPlan.Connect));
        Assert.Empty(await Cloud.ClientsAsync());
        Assert.All(
            (await ProveAsync(staged)).Where(proof => proof.Contains("MQTT", StringComparison.Ordinal)),
            proof => Assert.Contains($"as {Thing}#", proof, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task One_that_gets_no_session_where_the_active_one_does_is_refused()
    {
        CredentialReference staged = await NewCredentialAsync("greenkey.next");

        var error = await Assert.ThrowsAsync<RotationPortException>(() => ProveAsync(staged));

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains("may not do what the active one may", error.Message, StringComparison.Ordinal);
        Assert.Contains("403", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_may_not_connect_where_the_active_one_may_is_refused()
    {
        await Operator.CreatePolicyAsync("sessions", Allow("iot:AssumeRoleWithCertificate", "*"));
        CredentialReference staged = await NewCredentialAsync("greenkey.next");
        await Operator.AttachThingPrincipalAsync(Thing, Arn(staged));
        await AttachPolicyAsync("sessions", staged);

        var error = await Assert.ThrowsAsync<RotationPortException>(() => ProveAsync(staged));

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains("NotAuthorized", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_active_one_may_not_either_is_not_asked_for()
    {
        await Operator.CreatePolicyAsync("sessions", Allow("iot:AssumeRoleWithCertificate", "*"));
        await Operator.DetachPolicyAsync(new DetachPolicyRequest { PolicyName = Policy, Target = Arn(Active) });
        await AttachPolicyAsync("sessions", Active);
        CredentialReference staged = await NewCredentialAsync("greenkey.next");
        await Registry.AdmitAsync(staged, Active, Cancellation);

        IReadOnlyList<string> proofs = await ProveAsync(staged);

        Assert.Contains(proofs, proof => proof.StartsWith("not asked for", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_lacks_a_policy_is_refused()
    {
        await Operator.CreatePolicyAsync("second", Allow("iot:Publish", "*"));
        CredentialReference staged = await StagedAsync();
        await AttachPolicyAsync("second", Active);

        var error = await Assert.ThrowsAsync<RotationPortException>(() => ProveAsync(staged));

        Assert.Equal(RetryClass.Permanent, error.Retry);
        Assert.Contains("second", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rights_that_are_seen_late_are_waited_for()
    {
        CredentialReference staged = await StagedAsync();
        Cloud.Faults.Add(
            FaultPlan.AssumeRoleWithCertificate,
            new ErrorAnswer("AccessDeniedException", System.Net.HttpStatusCode.Forbidden, "Access Denied")
        );
        Cloud.Faults.Add(
            FaultPlan.AssumeRoleWithCertificate,
            new ErrorAnswer("AccessDeniedException", System.Net.HttpStatusCode.Forbidden, "Access Denied"),
            call: 3
        );
        var patient = new CredentialProver(
            Settings with
            {
                SettleWithin = TimeSpan.FromMinutes(5),
            },
            Open,
            Exchange,
            TimeProvider.System
        );

        IReadOnlyList<string> proofs = await patient.ProveAsync(staged, Active, Cancellation);

        Assert.Contains("answered 200", proofs[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultPlan.AssumeRoleWithCertificate)]
    [InlineData(FaultPlan.Connect)]
    [InlineData(FaultPlan.GetCallerIdentity)]
    [InlineData("ListAttachedPolicies")]
    public async Task A_service_in_trouble_refuses_nothing(string operation)
    {
        CredentialReference staged = await StagedAsync();
        Cloud.Faults.AddNext(operation, Fault.ServiceUnavailable);

        var error = await Assert.ThrowsAsync<RotationPortException>(() => ProveAsync(staged));

        Assert.Equal(RetryClass.Retryable, error.Retry);
    }

    private Task<IReadOnlyList<string>> ProveAsync(CredentialReference staged) =>
        Prover.ProveAsync(staged, Active, Cancellation);

    private async Task<CredentialReference> StagedAsync()
    {
        CredentialReference staged = await NewCredentialAsync("greenkey.next");
        await AttachAsync(staged);
        return staged;
    }
}
