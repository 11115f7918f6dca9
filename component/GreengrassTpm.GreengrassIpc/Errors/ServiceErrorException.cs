namespace GreengrassTpm.GreengrassIpc;

/// <summary>The nucleus answered a call with an error, or ended a subscription with one.</summary>
public sealed class ServiceErrorException : GreengrassIpcException
{
    /// <summary>Creates the error.</summary>
    /// <param name="operation">The operation that was called, without namespace.</param>
    /// <param name="code">The error's code.</param>
    /// <param name="codeName">The code as the nucleus wrote it, for example <c>ResourceNotFoundError</c>; may be empty.</param>
    /// <param name="detail">The nucleus' own words; may be empty.</param>
    public ServiceErrorException(string operation, ServiceErrorCode code, string codeName, string detail)
        : base(
            $"The nucleus refused {operation}: {(codeName.Length == 0 ? code.ToString() : codeName)}{(detail.Length == 0 ? "" : ": ")}{detail}",
            code is ServiceErrorCode.Service or ServiceErrorCode.InvalidToken or ServiceErrorCode.InternalServerError
        )
    {
        Operation = operation;
        Code = code;
        CodeName = codeName;
        Detail = detail;
    }

    /// <summary>The operation that was called, without namespace.</summary>
    public string Operation { get; }

    /// <summary>The error's code.</summary>
    public ServiceErrorCode Code { get; }

    /// <summary>The code as the nucleus wrote it, for example <c>ResourceNotFoundError</c>; may be empty.</summary>
    public string CodeName { get; }

    /// <summary>The nucleus' own words; may be empty.</summary>
    public string Detail { get; }
}
