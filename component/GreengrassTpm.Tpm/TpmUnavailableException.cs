namespace GreengrassTpm.Tpm;

/// <summary>The chip cannot be spoken to; <see cref="Reason"/> and the message say why.</summary>
public sealed class TpmUnavailableException : TpmException
{
    /// <summary>Makes the error of a chip out of reach.</summary>
    /// <param name="tcti">The TCTI string that was used.</param>
    /// <param name="reason">Why.</param>
    /// <param name="finding">What was found, as one clause.</param>
    /// <param name="code">What came back; <see cref="TpmRc.Success"/> when nothing did.</param>
    /// <param name="whatToDo">A sentence for the person who must act.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public TpmUnavailableException(
        string tcti,
        TpmUnavailableReason reason,
        string finding,
        TpmRc code,
        string whatToDo,
        Exception? innerException = null
    )
        : base(
            Compose(tcti, finding, code, whatToDo),
            $"Reaching the TPM through '{tcti}'",
            code,
            whatToDo,
            innerException
        )
    {
        Tcti = tcti;
        Reason = reason;
    }

    /// <summary>The TCTI string that was used; empty for the stack's default.</summary>
    public string Tcti { get; }

    /// <summary>Why the chip cannot be spoken to.</summary>
    public TpmUnavailableReason Reason { get; }

    /// <inheritdoc/>
    public override TpmRetry Retry =>
        Reason
            is TpmUnavailableReason.Busy
                or TpmUnavailableReason.NothingListening
                or TpmUnavailableReason.NoBus
                or TpmUnavailableReason.NoResourceManager
                or TpmUnavailableReason.NotAnswering
            ? TpmRetry.Retryable
            : TpmRetry.Permanent;

    private static string Compose(string tcti, string finding, TpmRc code, string whatToDo)
    {
        var through = tcti.Length == 0 ? "the default TCTI" : $"'{tcti}'";
        var answer = code == TpmRc.Success ? "" : $" [{code}]";
        return $"The TPM cannot be reached through {through}: {finding}{answer}. {whatToDo}";
    }
}
