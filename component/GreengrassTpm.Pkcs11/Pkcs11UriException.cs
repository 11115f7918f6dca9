namespace GreengrassTpm.Pkcs11;

/// <summary>A text is no PKCS#11 URI (RFC 7512). The text itself is not repeated: it may hold a PIN.</summary>
public sealed class Pkcs11UriException : TokenException
{
    internal Pkcs11UriException(string problem, int position)
        : base($"Not a PKCS#11 URI: {problem} at character {position + 1}.") => Position = position;

    /// <summary>Where the problem is: index into the text, from 0.</summary>
    public int Position { get; }
}
