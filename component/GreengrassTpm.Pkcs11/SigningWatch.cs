namespace GreengrassTpm.Pkcs11;

/// <summary>What one asynchronous flow has asked of the token: how often it signed, and the first error.</summary>
internal sealed class SigningWatch
{
    private int _signatures;
    private Exception? _error;

    /// <summary>Signatures that the token made.</summary>
    public int Signatures => Volatile.Read(ref _signatures);

    /// <summary>The first error of the sign callback, which OpenSSL could not be told.</summary>
    public Exception? Error => Volatile.Read(ref _error);

    /// <summary>Notes a signature.</summary>
    public void Signed() => Interlocked.Increment(ref _signatures);

    /// <summary>Notes an error, unless there is one already.</summary>
    public void Failed(Exception error) => Interlocked.CompareExchange(ref _error, error, null);
}
