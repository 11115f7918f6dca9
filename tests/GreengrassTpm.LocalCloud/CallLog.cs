using System.Collections.Concurrent;

namespace GreengrassTpm.LocalCloud;

/// <summary>A call that the cloud has handled.</summary>
/// <param name="Operation">Its name.</param>
/// <param name="Caller">ARN of the caller; null when it was not recognised.</param>
/// <param name="Error">Error code of the answer; null for success.</param>
public sealed record RecordedCall(string Operation, string? Caller, string? Error)
{
    /// <summary>The name of what is no operation that the cloud knows.</summary>
    public const string UnknownOperation = "unknown";

    /// <summary>The error of a call that had its effect and whose answer never left.</summary>
    public const string AnswerLost = "answer lost";

    /// <summary>The error of a call that had no effect.</summary>
    public const string ConnectionBroken = "connection broken";

    /// <summary>ARN of what the call was about, as far as it is known; <c>*</c> where it was about nothing in particular.</summary>
    public string? Resource { get; init; }

    /// <summary>The version of TLS that it came over, for example <c>Tls12</c>; null for a plain connection.</summary>
    public string? Tls { get; init; }
}

/// <summary>The calls that the cloud has handled, in order.</summary>
internal sealed class CallLog
{
    private readonly ConcurrentQueue<RecordedCall> _calls = new();

    public IReadOnlyList<RecordedCall> All => [.. _calls];

    public void Add(RecordedCall call) => _calls.Enqueue(call);
}
