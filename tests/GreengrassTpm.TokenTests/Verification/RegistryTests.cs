using Amazon.IoT.Model;
using GreengrassTpm.Aws;
using GreengrassTpm.Verification;
using Xunit;

namespace GreengrassTpm.TokenTests.Verification;

/// <summary>The registry is asked in a session that the key in the TPM has obtained.</summary>
[Collection(NativeEnvironmentCollection.Name)]
public sealed class RegistryTests
{
    [Fact]
    public async Task A_certificate_that_is_active_and_the_things_own_passes()
    {
        await using CloudDevice made = await CloudDevice.CreateAsync();

        VerificationReport report = await made.Device.ExamineAsync();

        Assert.Equal(Verdict.Ok, Find(report, "registry.certificate").Verdict);
        Assert.Equal(Verdict.Ok, Find(report, "registry.exclusive").Verdict);
    }

    [Fact]
    public async Task A_certificate_that_is_attached_to_no_thing_makes_the_device_unfit()
    {
        await using CloudDevice made = await CloudDevice.CreateAsync();
        await made.Client.DetachThingPrincipalAsync(CloudDevice.ThingName, made.CertificateArn);

        VerificationReport report = await made.Device.ExamineAsync();

        Assert.Equal((Verdict.Failed, Fitness.Unfit), (Find(report, "registry.certificate").Verdict, report.Fitness));
        Assert.Contains(
            "attach-thing-principal",
            Find(report, "registry.certificate").Advice!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_certificate_that_serves_another_thing_makes_the_device_unfit()
    {
        await using CloudDevice made = await CloudDevice.CreateAsync();
        await made.Client.DetachThingPrincipalAsync(CloudDevice.ThingName, made.CertificateArn);
        await made.Client.CreateThingAsync(new CreateThingRequest { ThingName = "another" });
        await made.Client.AttachThingPrincipalAsync("another", made.CertificateArn);

        VerificationReport report = await made.Device.ExamineAsync();

        Assert.Equal((Verdict.Failed, Fitness.Unfit), (Find(report, "registry.certificate").Verdict, report.Fitness));
        Assert.Contains("another", Find(report, "registry.certificate").Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inactive_certificate_gets_no_session()
    {
        await using CloudDevice made = await CloudDevice.CreateAsync();
        await made.Client.UpdateCertificateAsync(made.CertificateId, Amazon.IoT.CertificateStatus.INACTIVE);

        CertificateInquiryException error = await Assert.ThrowsAsync<CertificateInquiryException>(() =>
            made.Device.ExamineAsync()
        );

        Assert.Equal(InquiryFailure.Refused, error.Failure);
    }

    [Fact]
    public async Task A_role_that_does_not_allow_the_question_is_told_from_a_refusal()
    {
        await using CloudDevice made = await CloudDevice.CreateAsync();
        made.Cloud.AddRoleAlias("GreengrassRole", "DeviceRole", []);

        CertificateInquiryException error = await Assert.ThrowsAsync<CertificateInquiryException>(() =>
            made.Device.ExamineAsync()
        );

        Assert.Equal(InquiryFailure.Denied, error.Failure);
    }

    private static Finding Find(VerificationReport report, string id) =>
        report.Results.Single(result => result.Check.Id == id).Finding;
}
