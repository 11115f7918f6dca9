using Net.Pkcs11Interop.Common;

namespace GreengrassTpm.Pkcs11;

/// <summary>A PKCS#11 function returned something other than CKR_OK that has no error type of its own.</summary>
public sealed class Pkcs11CallException : TokenException
{
    internal Pkcs11CallException(string function, CKR result)
        : base(Describe(function, result), ReturnValue.RetryOf(result))
    {
        Function = function;
        CkrName = ReturnValue.NameOf(result);
    }

    /// <summary>The function, for example <c>C_GenerateKeyPair</c>.</summary>
    public string Function { get; }

    /// <summary>What it returned, for example <c>CKR_GENERAL_ERROR</c>, or <c>0x80000001</c> for a vendor's own value.</summary>
    public string CkrName { get; }

    private static string Describe(string function, CKR result) =>
        $"{function} returned {ReturnValue.NameOf(result)}"
        + (
            ReturnValue.RetryOf(result) == RetryClass.Retryable
                ? " (another program may be using the token's store, or the TPM is busy or out of reach)"
                : ""
        );
}
