namespace GreengrassTpm.Tpm;

/// <summary>
/// The chip, or the software stack before it, refused an operation. The message says what was tried, on what, what
/// came back by name, and what to do; it never holds an authorisation value.
/// </summary>
public class TpmException : Exception
{
    /// <summary>Makes the error of a refused operation.</summary>
    /// <param name="operation">What was tried on what, for example <c>TPM2_EvictControl of 0x81000001</c>.</param>
    /// <param name="code">What came back.</param>
    /// <param name="whatToDo">A sentence for the person who must act.</param>
    public TpmException(string operation, TpmRc code, string whatToDo)
        : this($"{operation} failed: {code}. {whatToDo}", operation, code, whatToDo, null) { }

    private protected TpmException(
        string message,
        string operation,
        TpmRc code,
        string whatToDo,
        Exception? innerException
    )
        : base(message, innerException)
    {
        Operation = operation;
        Code = code;
        WhatToDo = whatToDo;
    }

    /// <summary>What was tried on what.</summary>
    public string Operation { get; }

    /// <summary>What came back; <see cref="TpmRc.Success"/> when nothing did.</summary>
    public TpmRc Code { get; }

    /// <summary>The name of <see cref="Code"/>, for example <c>TPM_RC_INTEGRITY</c>.</summary>
    public string CodeName => Code.Name;

    /// <summary>A sentence for the person who must act.</summary>
    public string WhatToDo { get; }

    /// <summary>Whether trying again can help.</summary>
    public virtual TpmRetry Retry => Code.Retry;
}
