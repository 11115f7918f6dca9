using CsCheck;
using GreengrassTpm.Tpm;
using Xunit;

namespace GreengrassTpm.Tests.Tpm;

public sealed class TpmRcTests
{
    [Theory]
    [InlineData(0x000, "TPM_RC_SUCCESS")]
    [InlineData(0x01E, "TPM_RC_BAD_TAG")]
    [InlineData(0x100, "TPM_RC_INITIALIZE")]
    [InlineData(0x14B, "TPM_RC_NV_SPACE")]
    [InlineData(0x156, "TPM_RC_READ_ONLY")]
    [InlineData(0x1DF, "TPM_RC_INTEGRITY")]
    [InlineData(0x18B, "TPM_RC_HANDLE")]
    [InlineData(0x98E, "TPM_RC_AUTH_FAIL")]
    [InlineData(0x9A2, "TPM_RC_BAD_AUTH")]
    [InlineData(0x0B1, "TPM_RC_CHANNEL_KEY")]
    [InlineData(0x902, "TPM_RC_OBJECT_MEMORY")]
    [InlineData(0x91E, "TPM_RC_REFERENCE_S6")]
    [InlineData(0x921, "TPM_RC_LOCKOUT")]
    [InlineData(0x923, "TPM_RC_NV_UNAVAILABLE")]
    [InlineData(0xA000A, "TSS2_TCTI_RC_IO_ERROR")]
    [InlineData(0xA0008, "TSS2_TCTI_RC_NO_CONNECTION")]
    [InlineData(0x70018, "TSS2_ESYS_RC_BAD_TR")]
    [InlineData(0x80001, "TSS2_SYS_RC_GENERAL_FAILURE")]
    [InlineData(0x90010, "TSS2_MU_RC_BAD_SIZE")]
    [InlineData(0x60034, "TSS2_FAPI_RC_NOT_PROVISIONED")]
    [InlineData(0xB0017, "TSS2_RESMGR_RC_MEMORY")]
    public void A_code_has_the_name_of_the_specification(uint value, string name)
    {
        Assert.Equal(name, new TpmRc(value).Name);
    }

    [Theory]
    [InlineData(0x9A2, TpmRcSubject.Session, 1)]
    [InlineData(0xF8E, TpmRcSubject.Session, 7)]
    [InlineData(0x18B, TpmRcSubject.Handle, 1)]
    [InlineData(0x285, TpmRcSubject.Handle, 2)]
    [InlineData(0x1DF, TpmRcSubject.Parameter, 1)]
    [InlineData(0xFC4, TpmRcSubject.Parameter, 15)]
    [InlineData(0x0DF, TpmRcSubject.None, 0)]
    [InlineData(0x921, TpmRcSubject.None, 0)]
    [InlineData(0xA000A, TpmRcSubject.None, 0)]
    public void A_format_1_code_says_what_it_complains_about(uint value, TpmRcSubject subject, int number)
    {
        var code = new TpmRc(value);

        Assert.Equal((subject, number), (code.Subject, code.SubjectNumber));
    }

    [Theory]
    [InlineData(0xC0921)] // tpm2-abrmd
    [InlineData(0xB0921)] // the Linux kernel
    public void A_code_that_a_resource_manager_passed_on_is_the_chips(uint value)
    {
        Assert.Equal(TpmRc.Lockout, new TpmRc(value).Base);
        Assert.Equal("TPM_RC_LOCKOUT", new TpmRc(value).Name);
    }

    [Theory]
    [InlineData(0x908)] // YIELDED
    [InlineData(0x90A)] // TESTING
    [InlineData(0x920)] // NV_RATE
    [InlineData(0x922)] // RETRY
    [InlineData(0x903)] // SESSION_MEMORY
    [InlineData(0xA000A)] // TCTI IO_ERROR
    public void What_passes_by_itself_is_retryable(uint value)
    {
        Assert.Equal(TpmRetry.Retryable, new TpmRc(value).Retry);
    }

    [Theory]
    [InlineData(0x98E)] // AUTH_FAIL
    [InlineData(0x1DF)] // INTEGRITY
    [InlineData(0x101)] // FAILURE
    [InlineData(0x14B)] // NV_SPACE
    [InlineData(0xA000B)] // TCTI BAD_VALUE
    public void What_does_not_pass_is_permanent(uint value)
    {
        Assert.Equal(TpmRetry.Permanent, new TpmRc(value).Retry);
    }

    [Fact]
    public void A_lockout_passes_after_its_recovery_time()
    {
        Assert.Equal(TpmRetry.AfterLockoutRecovery, TpmRc.Lockout.Retry);
    }

    [Theory]
    [InlineData(0x1DF, "TPM_RC_INTEGRITY (parameter 1, 0x1df)")]
    [InlineData(0x9A2, "TPM_RC_BAD_AUTH (session 1, 0x9a2)")]
    [InlineData(0x18B, "TPM_RC_HANDLE (handle 1, 0x18b)")]
    [InlineData(0x14B, "TPM_RC_NV_SPACE (0x14b)")]
    [InlineData(0x577, "TPM_RC_0x577 (0x577)")]
    [InlineData(0x2A0001, "TSS2_RC_0x002A0001 (0x2a0001)")]
    public void A_code_is_printed_on_one_line(uint value, string expected)
    {
        Assert.Equal(expected, new TpmRc(value).ToString());
    }

    [Fact]
    public void Every_number_has_a_name_a_base_and_an_advice()
    {
        Gen.UInt.Sample(value =>
        {
            var code = new TpmRc(value);
            return code.Name.Length > 0
                && code.Base.Base == code.Base
                && code.Base.Name == code.Name
                && TpmAdvice.For(code).EndsWith('.');
        });
    }
}
