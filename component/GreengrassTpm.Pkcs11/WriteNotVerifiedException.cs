namespace GreengrassTpm.Pkcs11;

/// <summary>
/// A write returned CKR_OK, but reading the token afresh does not show it: another program undid it, or the module lost it.
/// Compare the token with what it should be, and start the write afresh.
/// </summary>
public sealed class WriteNotVerifiedException : TokenException
{
    internal WriteNotVerifiedException(string tokenLabel, IReadOnlyList<string> differences)
        : base(
            $"What was written to the token '{tokenLabel}' is not there when it is read back: "
                + $"{string.Join("; ", differences)}.",
            RetryClass.Retryable
        ) => Differences = differences;

    /// <summary>Each thing that is not as it was written.</summary>
    public IReadOnlyList<string> Differences { get; }
}
