namespace GreengrassTpm.Pkcs11;

/// <summary>Whether the same call may succeed later without anybody changing anything.</summary>
public enum RetryClass
{
    /// <summary>Another attempt gives the same answer until somebody changes something.</summary>
    Permanent,

    /// <summary>Another attempt, from a fresh <c>C_Initialize</c> and after a pause, may succeed.</summary>
    Retryable,
}
