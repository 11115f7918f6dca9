namespace GreengrassTpm.Pkcs11;

/// <summary>
/// The OpenSSL library of this system cannot carry a token's TLS key: it is missing, of another version than the one
/// that .NET's TLS has loaded, or refused to make the key.
/// </summary>
public sealed class LibCryptoException : TokenException
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What was expected, what was found, and what to do.</param>
    /// <param name="innerException">What the loader said, if it was asked.</param>
    public LibCryptoException(string message, Exception? innerException = null)
        : base(message, RetryClass.Permanent, innerException) { }
}
