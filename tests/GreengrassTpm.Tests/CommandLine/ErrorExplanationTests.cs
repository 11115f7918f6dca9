using GreengrassTpm.CommandLine;
using GreengrassTpm.Credentials;
using GreengrassTpm.Pkcs11;
using Xunit;

namespace GreengrassTpm.Tests.CommandLine;

public sealed class ErrorExplanationTests
{
    public static TheoryData<Exception, ExitCode> Errors =>
        new()
        {
            { new FileWriteException("write", "/x", ErrorNumber.NoSpace), ExitCode.RetryLater },
            { new FileWriteException("write", "/x", 13), ExitCode.Permission },
            { new FileWriteException("write", "/x", 30), ExitCode.Configuration },
            { new LockHeldException("/x", 17), ExitCode.RetryLater },
            { new PinLockedException("greengrass", TokenUser.User), ExitCode.RetryLater },
            { new PinRefusedException("greengrass", TokenUser.User, "CKR_PIN_INCORRECT"), ExitCode.Permission },
            { new ProvisioningRecordException("/x", "has no version"), ExitCode.Configuration },
            { new UnauthorizedAccessException("Access to the path '/x' is denied."), ExitCode.Permission },
            { new InvalidOperationException("Oh."), ExitCode.Failed },
        };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Every_kind_of_error_has_its_exit_code_and_a_hint(Exception error, ExitCode exitCode)
    {
        CommandException explained = ErrorExplanation.Of(error);

        Assert.Equal(exitCode, explained.ExitCode);
        Assert.NotEmpty(explained.Hint);
    }

    [Theory]
    [InlineData("The TPM is busy.", "the TPM is busy")]
    [InlineData("C_Login returned CKR_GENERAL_ERROR.", "C_Login returned CKR_GENERAL_ERROR")]
    [InlineData("TPM2_EvictControl failed", "TPM2_EvictControl failed")]
    [InlineData("two\nlines", "two lines")]
    public void Messages_of_other_layers_get_the_program_s_form(string message, string expected)
    {
        Assert.Equal(expected, ErrorExplanation.Sentence(message));
    }

    [Fact]
    public void A_second_run_s_message_names_the_first_one_s_process()
    {
        Assert.Contains(
            "process 17",
            ErrorExplanation.Of(new LockHeldException("/x", 17)).Message,
            StringComparison.Ordinal
        );
    }
}
