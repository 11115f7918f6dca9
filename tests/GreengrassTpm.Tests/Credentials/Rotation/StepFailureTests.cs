using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using Xunit;
using static GreengrassTpm.Credentials.FailureReaction;

namespace GreengrassTpm.Tests.Credentials;

public class StepFailureTests
{
    private static readonly RotationState?[] BeforeSwitch =
    [
        RotationState.Planned,
        RotationState.KeyGenerated,
        RotationState.CertificateIssued,
        RotationState.CertificateStored,
        RotationState.Proved,
    ];

    [Theory]
    [InlineData(RetryClass.Retryable, FailureKind.Passing)]
    [InlineData(RetryClass.Permanent, FailureKind.Refused)]
    public void A_port_says_whether_waiting_helps(RetryClass retry, FailureKind kind)
    {
        var failure = StepFailure.Of(new RotationPortException("it was asked", retry, "ask the operator"));

        Assert.Equal(new StepFailure(kind, "it was asked", "ask the operator"), failure);
    }

    [Fact]
    public void A_full_disk_is_waited_for() =>
        Assert.Equal(FailureKind.Passing, StepFailure.Of(new FileWriteException("write", "/journal", 28))!.Kind);

    [Theory]
    [InlineData(5, FailureKind.Passing)] // EIO
    [InlineData(28, FailureKind.Passing)] // ENOSPC
    [InlineData(122, FailureKind.Passing)] // EDQUOT
    [InlineData(13, FailureKind.Unusable)] // EACCES
    [InlineData(30, FailureKind.Unusable)] // EROFS
    public void A_full_store_is_waited_for_and_a_missing_permission_is_not(int error, FailureKind kind) =>
        Assert.Equal(kind, StepFailure.Of(new StoreFileException("sync", "/store", error))!.Kind);

    [Fact]
    public void A_defect_is_not_handled_as_a_failure() =>
        Assert.Null(StepFailure.Of(new InvalidOperationException("a defect")));

    [Fact]
    public void A_credential_that_is_not_whole_stops_everything() =>
        Assert.Equal(
            FailureKind.Unusable,
            StepFailure.Of(new CredentialUnusableException("token", "greenkey", "it is not there."))!.Kind
        );

    [Fact]
    public void A_refusal_before_the_switch_abandons_the_rotation() =>
        Assert.All(BeforeSwitch, state => Assert.Equal(Abandon, In(FailureKind.Refused, state)));

    [Fact]
    public void A_refusal_in_the_switch_rolls_it_back() =>
        Assert.Equal(RollBack, In(FailureKind.Refused, RotationState.Switching));

    [Theory]
    [InlineData(RotationState.Switched)]
    [InlineData(RotationState.Confirmed)]
    [InlineData(RotationState.Retiring)]
    [InlineData(RotationState.Abandoning)]
    [InlineData(RotationState.RollingBack)]
    public void A_refusal_later_changes_nothing_and_is_tried_again_rarely(RotationState state) =>
        Assert.Equal(RetryRarely, In(FailureKind.Refused, state));

    [Fact]
    public void What_waiting_cures_is_waited_for_in_every_state() =>
        Assert.All(Enum.GetValues<RotationState>(), state => Assert.Equal(Retry, In(FailureKind.Passing, state)));

    [Theory]
    [InlineData(FailureKind.PinRefused)]
    [InlineData(FailureKind.Unusable)]
    public void A_token_that_cannot_be_worked_with_ends_all_tries(FailureKind kind) =>
        Assert.All(Enum.GetValues<RotationState>(), state => Assert.Equal(Block, In(kind, state)));

    private static FailureReaction In(FailureKind kind, RotationState? state) =>
        new StepFailure(kind, "").ReactionIn(state);
}
