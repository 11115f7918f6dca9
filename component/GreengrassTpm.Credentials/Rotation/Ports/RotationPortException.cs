using GreengrassTpm.Pkcs11;

namespace GreengrassTpm.Credentials;

/// <summary>
/// A port of a rotation could not do what it was asked to. The domain knows two kinds: what waiting helps with, and what
/// somebody has to change. Everything else that a port throws ends the rotation's step as a defect.
/// </summary>
public sealed class RotationPortException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What was tried, on what, and what came back; no full stop, never a secret.</param>
    /// <param name="retry">Whether the same call may succeed later without anybody changing anything.</param>
    /// <param name="hint">What the operator can do; null where waiting is all.</param>
    /// <param name="cause">The error behind it.</param>
    public RotationPortException(string message, RetryClass retry, string? hint = null, Exception? cause = null)
        : base(message, cause)
    {
        Retry = retry;
        Hint = hint;
    }

    /// <summary>Whether waiting helps.</summary>
    public RetryClass Retry { get; }

    /// <summary>What the operator can do; null where waiting is all.</summary>
    public string? Hint { get; }

    /// <summary>
    /// Whether it is certain that the call has changed nothing beyond the device: it was not sent, or it was refused. False
    /// where the answer may have been lost, and the effect may be there all the same.
    /// </summary>
    public bool IsWithoutEffect { get; init; }

    /// <summary>The id of a certificate that was made, has come, and is of no use; null where there is none, or it is not known.</summary>
    public string? UselessCertificateId { get; init; }
}
