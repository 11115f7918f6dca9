using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>One persistent handle.</summary>
/// <param name="Handle">Its number, <c>0x81000001</c>.</param>
/// <param name="Type">The object's kind, for example <c>RSA 2048</c>.</param>
/// <param name="Attributes">The names of its TPMA_OBJECT bits.</param>
/// <param name="Kind">What it is, as far as that can be told.</param>
/// <param name="UsedBy">The tokens that lie under it.</param>
/// <param name="Known">The same in words.</param>
public sealed record HandleReport(
    string Handle,
    string Type,
    IReadOnlyList<string> Attributes,
    HandleKind Kind,
    IReadOnlyList<HandleUser> UsedBy,
    string Known
)
{
    internal ReportRow ToRow()
    {
        string known = UsedBy.Count == 0 ? Known : $"{Known}; used by {string.Join(", ", UsedBy)}";
        return new ReportRow([Handle, Type, string.Join(' ', Attributes), known], $"{Handle} {Type}: {known}");
    }
}
