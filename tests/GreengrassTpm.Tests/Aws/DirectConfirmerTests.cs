using Amazon.IoT;
using GreengrassTpm.Aws;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GreengrassTpm.Tests.Aws;

public sealed class DirectConfirmerTests : AwsGround
{
    [Fact]
    public async Task A_credential_in_use_is_named_and_its_message_accepted()
    {
        IReadOnlyList<Evidence> evidence = await CollectAsync();

        Assert.Equal(
            [(Evidence.TokenExchange, EvidenceVerdict.Expected), (Evidence.Shadow, EvidenceVerdict.Expected)],
            evidence.Select(one => (one.Kind, one.Verdict))
        );
        Assert.All(evidence, one => Assert.Equal(Active.CertificateId, one.CertificateId));
        Assert.NotNull(Cloud.Shadow(Thing, Settings.ShadowName)?["reported"]?["connection"]?["checked"]);
        Assert.Empty(await Cloud.ClientsAsync());
    }

    [Fact]
    public async Task It_is_asked_afresh_each_time()
    {
        await CollectAsync();
        await Operator.UpdateCertificateAsync(Active.CertificateId, CertificateStatus.INACTIVE);

        Assert.All(await CollectAsync(), one => Assert.Equal(EvidenceVerdict.Missing, one.Verdict));
    }

    [Theory]
    [InlineData("iot:Subscribe")]
    [InlineData("iot:Publish")]
    [InlineData("iot:Connect")]
    public async Task A_message_that_may_not_be_sent_is_evidence_that_is_missing(string denied)
    {
        await Operator.CreatePolicyAsync(
            "less",
            $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"{{{denied}}}","Resource":"*"}}"""
        );
        await AttachPolicyAsync("less", Active);

        IReadOnlyList<Evidence> evidence = await CollectAsync();

        Assert.Equal([EvidenceVerdict.Expected, EvidenceVerdict.Missing], evidence.Select(one => one.Verdict));
    }

    [Fact]
    public async Task An_answer_that_never_comes_is_evidence_that_is_missing()
    {
        await Operator.CreatePolicyAsync(
            "deaf",
            """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iot:Receive","Resource":"*"}}"""
        );
        await AttachPolicyAsync("deaf", Active);

        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);

        Task<IReadOnlyList<Evidence>> collecting = CollectAsync(time);
        while (!collecting.IsCompleted)
        {
            // The message has arrived, or will have: that nobody answers takes as long as the clock says.
            time.Advance(Cloud.Shadow(Thing, Settings.ShadowName) is null ? TimeSpan.Zero : Settings.AnswerWithin);
            await Task.Yield();
        }

        IReadOnlyList<Evidence> evidence = await collecting;
        Assert.Equal(EvidenceVerdict.Missing, evidence[1].Verdict);
        Assert.Contains("no answer", evidence[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_PIN_is_told_as_such_lest_it_be_tried_again()
    {
        OpenDeviceKey open = _ => throw new PinRefusedException("token", TokenUser.User, "CKR_PIN_INCORRECT");
        var confirmer = new DirectConfirmer(Settings, open, new TokenExchange(Settings, open), TimeProvider.System);

        var error = await Assert.ThrowsAsync<RotationPortException>(() => confirmer.CollectAsync(Active, Cancellation));

        Assert.Equal(FailureKind.PinRefused, StepFailure.Of(error)?.Kind);
    }

    private Task<IReadOnlyList<Evidence>> CollectAsync(TimeProvider? time = null) =>
        new DirectConfirmer(Settings, Open, Exchange, time ?? TimeProvider.System).CollectAsync(Active, Cancellation);
}
