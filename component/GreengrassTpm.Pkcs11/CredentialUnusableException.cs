namespace GreengrassTpm.Pkcs11;

/// <summary>A token has no private key and certificate that belong together under a label.</summary>
public sealed class CredentialUnusableException : TokenException
{
    /// <summary>Makes the error.</summary>
    /// <param name="tokenLabel">The token.</param>
    /// <param name="label">The label, or the certificate, that was looked for.</param>
    /// <param name="reason">What is wrong; with a full stop.</param>
    public CredentialUnusableException(string tokenLabel, string label, string reason)
        : base($"The token '{tokenLabel}' has no usable credential '{label}': {reason}") => Label = label;

    /// <summary>The label, or the certificate, that was looked for.</summary>
    public string Label { get; }
}
