using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>
/// A fault to commit when a certain message is about to be sent:
/// <c>{ "on": "GetConfiguration", "do": "half", "times": 1, "milliseconds": 0 }</c>. <c>on</c> is an operation (its answer),
/// <c>event:</c> and an operation (an event), <c>CONNECT</c>, or <c>*</c>.
/// </summary>
/// <remarks>
/// <c>do</c>: <c>delay</c> (by <c>milliseconds</c>), <c>split</c> (one byte a write), <c>merge</c> (held back and sent in one
/// write with the next), <c>swap</c> (sent after the next), <c>silence</c>, <c>garbage</c>, <c>corrupt</c> (one bit),
/// <c>half</c> (and close), <c>close</c>, <c>oversized</c> (a frame over the limit).
/// </remarks>
internal sealed class Misbehaviour(JsonObject rule)
{
    private readonly string _on = (string)rule["on"]!;
    private int _left = (int?)rule["times"] ?? 1;

    public string Do { get; } = (string)rule["do"]!;

    public int Milliseconds { get; } = (int?)rule["milliseconds"] ?? 0;

    /// <summary>Whether it is to be committed now; counts down.</summary>
    public bool Applies(string label) => (_on == "*" || _on == label) && _left > 0 && _left-- > 0;
}
