using GreengrassTpm.Aws;
using GreengrassTpm.Component;
using GreengrassTpm.Verification;
using Xunit;

namespace GreengrassTpm.Tests.Component;

public sealed class RegistryQuestionTests
{
    [Theory]
    [InlineData(InquiryFailure.Refused, Verdict.Warning)]
    [InlineData(InquiryFailure.Denied, Verdict.Skipped)]
    [InlineData(InquiryFailure.Unanswered, Verdict.Skipped)]
    public void Only_a_refusal_speaks_against_the_device(InquiryFailure failure, Verdict verdict) =>
        Assert.Equal(verdict, RegistryQuestion.Absence(new CertificateInquiryException(failure, "it said no")).Verdict);

    [Theory]
    [InlineData(InquiryFailure.Refused)]
    [InlineData(InquiryFailure.Denied)]
    [InlineData(InquiryFailure.Unanswered)]
    public void What_came_back_is_told(InquiryFailure failure) =>
        Assert.Contains(
            "it said no",
            RegistryQuestion.Absence(new CertificateInquiryException(failure, "it said no")).Evidence,
            StringComparison.Ordinal
        );
}
