namespace GreengrassTpm.Pkcs11;

/// <summary>A token has no private key and certificate that belong together under a label.</summary>
public sealed class CredentialUnusableException : TokenException
{
    internal CredentialUnusableException(string tokenLabel, string label, string reason)
        : base($"The token '{tokenLabel}' has no usable credential '{label}': {reason}") => Label = label;

    /// <summary>The label, or the certificate, that was looked for.</summary>
    public string Label { get; }
}
