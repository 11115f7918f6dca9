using System.Globalization;

namespace GreengrassTpm.Testing;

/// <summary>A fault at one counted call of a process, for <see cref="Pkcs11Proxy"/> and <see cref="FileFaults"/>.</summary>
/// <remarks>Every process counts its own calls from 1. The plan reaches it by environment variables only.</remarks>
public sealed record FaultPlan
{
    /// <summary>Gets the plan under which nothing happens.</summary>
    public static FaultPlan None { get; } = new();

    /// <summary>Gets what happens.</summary>
    public FaultKind Kind { get; init; }

    /// <summary>Gets the number of the counted call at which it happens, from 1.</summary>
    public int Call { get; init; } = 1;

    /// <summary>Gets how many counted calls in a row it happens at.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Gets what a failing call returns: a CKR_… value, or an errno for <see cref="FileFaults"/>.</summary>
    public ulong Error { get; init; }

    /// <summary>
    /// Gets the names of the calls that count; empty = those that change something (a token; any change of a file).
    /// </summary>
    public IReadOnlyList<string> Counted { get; init; } = [];

    /// <summary>Gets the file that each call is logged to, for <see cref="ReadLog"/>; null = none.</summary>
    public string? LogFile { get; init; }

    /// <summary>
    /// Gets a file that is made when the fault happens, and while it exists no fault happens: for programs that are
    /// started again with the same environment. Null = every process has the fault.
    /// </summary>
    public string? OnceFile { get; init; }

    /// <summary>Plans that the process dies before a call.</summary>
    /// <param name="call">The number of the counted call.</param>
    /// <returns>The plan.</returns>
    public static FaultPlan KillBefore(int call) => new() { Kind = FaultKind.KillBefore, Call = call };

    /// <summary>Plans that the process dies after a call.</summary>
    /// <param name="call">The number of the counted call.</param>
    /// <returns>The plan.</returns>
    public static FaultPlan KillAfter(int call) => new() { Kind = FaultKind.KillAfter, Call = call };

    /// <summary>Plans that a call fails without having been made.</summary>
    /// <param name="call">The number of the counted call.</param>
    /// <param name="error">What it returns.</param>
    /// <returns>The plan.</returns>
    public static FaultPlan Fail(int call, ulong error) =>
        new()
        {
            Kind = FaultKind.FailBefore,
            Call = call,
            Error = error,
        };

    /// <summary>Reads the log of one or more processes, in the order of the calls.</summary>
    /// <param name="path">The log file; none there = no calls.</param>
    /// <returns>The calls.</returns>
    public static IReadOnlyList<LoggedCall> ReadLog(string path) =>
        File.Exists(path) ? [.. File.ReadLines(path).Select(LoggedCall.Parse)] : [];

    /// <summary>Builds the variables that tell a shim of the plan.</summary>
    internal Dictionary<string, string> Variables(string prefix, string changes) =>
        new()
        {
            [prefix + "_FAULT"] = KindName(),
            [prefix + "_AT"] = Call.ToString(CultureInfo.InvariantCulture),
            [prefix + "_TIMES"] = Times.ToString(CultureInfo.InvariantCulture),
            [prefix + "_ERROR"] = Error.ToString(CultureInfo.InvariantCulture),
            [prefix + "_COUNT"] = Counted.Count == 0 ? changes : string.Join(',', Counted),
            [prefix + "_LOG"] = LogFile ?? "",
            [prefix + "_ONCE"] = OnceFile ?? "",
        };

    private string KindName() =>
        Kind switch
        {
            FaultKind.None => "",
            FaultKind.KillBefore => "kill-before",
            FaultKind.KillWithin => "kill-within",
            FaultKind.KillAfter => "kill-after",
            FaultKind.FailBefore => "fail-before",
            FaultKind.FailAfter => "fail-after",
            FaultKind.StopBefore => "stop-before",
            _ => throw new InvalidOperationException($"{Kind} is not a fault."),
        };
}

/// <summary>A call in the log of a shim.</summary>
/// <param name="Number">Its number among those that count; null = it does not count.</param>
/// <param name="Name">The function of PKCS#11, or the kind of change of a file.</param>
/// <param name="Target">The file that was changed; empty for a call of PKCS#11.</param>
/// <param name="Result">
/// "0x…" (CKR_…), "ok", "errno …", or the fault: "killed before", "failed after", …
/// </param>
public sealed record LoggedCall(int? Number, string Name, string Target, string Result)
{
    internal static LoggedCall Parse(string line) =>
        line.Split('\t') is [var number, var name, var target, var result]
            ? new LoggedCall(
                number == "-" ? null : int.Parse(number, CultureInfo.InvariantCulture),
                name,
                target,
                result
            )
            : throw new FormatException($"'{line}' is not a line of a fault plan's log.");
}
