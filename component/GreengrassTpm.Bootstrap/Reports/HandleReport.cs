using GreengrassTpm.CommandLine;

namespace GreengrassTpm.Bootstrap;

/// <summary>One persistent handle.</summary>
/// <param name="Handle">Its number, <c>0x81000001</c>.</param>
/// <param name="Type">The object's kind, for example <c>RSA 2048</c>.</param>
/// <param name="Attributes">The names of its TPMA_OBJECT bits.</param>
/// <param name="Known">What it usually is or who made it; null if unknown.</param>
public sealed record HandleReport(string Handle, string Type, IReadOnlyList<string> Attributes, string? Known)
{
    internal ReportRow ToRow()
    {
        string known = Known ?? "unknown";
        return new ReportRow([Handle, Type, string.Join(' ', Attributes), known], $"{Handle} {Type}: {known}");
    }
}
