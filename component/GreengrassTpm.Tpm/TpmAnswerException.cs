namespace GreengrassTpm.Tpm;

/// <summary>The chip answered, but not with what its specification promises.</summary>
public sealed class TpmAnswerException : TpmException
{
    /// <summary>Makes the error.</summary>
    /// <param name="operation">What was tried.</param>
    /// <param name="finding">What is wrong with the answer, as one clause.</param>
    public TpmAnswerException(string operation, string finding)
        : base($"{operation}: {finding}. {Advice}", operation, TpmRc.Success, Advice, null) { }

    private const string Advice = "Check that this is a TPM 2.0 and that its firmware is up to date.";

    /// <inheritdoc/>
    public override TpmRetry Retry => TpmRetry.Permanent;
}
