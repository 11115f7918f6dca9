using System.Collections.Concurrent;

namespace GreengrassTpm.LocalCloud;

/// <summary>A call that the cloud has handled.</summary>
/// <param name="Operation">Its name.</param>
/// <param name="Caller">ARN of the caller; null when it was not recognised.</param>
/// <param name="Error">Error code of the answer; null for success.</param>
public sealed record RecordedCall(string Operation, string? Caller, string? Error);

/// <summary>The calls that the cloud has handled, in order.</summary>
internal sealed class CallLog
{
    private readonly ConcurrentQueue<RecordedCall> _calls = new();

    public IReadOnlyList<RecordedCall> All => [.. _calls];

    public void Add(RecordedCall call) => _calls.Enqueue(call);
}
