using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>An operation: takes a call, gives the answer and, where it is a subscription, what ends it.</summary>
internal delegate Task<(JsonObject Output, IDisposable? Subscription)> OperationHandler(Call call);

/// <summary>The operations by name.</summary>
internal sealed class OperationTable
{
    private readonly Dictionary<string, OperationHandler> _handlers = [];

    /// <summary>Adds an operation with one answer.</summary>
    public void AddUnary(string name, Func<Call, JsonObject> handler) =>
        _handlers.Add(name, call => Task.FromResult<(JsonObject, IDisposable?)>((handler(call), null)));

    /// <summary>Adds a subscription.</summary>
    public void AddStreaming(string name, Func<Call, IDisposable> handler) =>
        _handlers.Add(name, call => Task.FromResult<(JsonObject, IDisposable?)>(([], handler(call))));

    /// <summary>Adds an operation that takes its time.</summary>
    public void Add(string name, OperationHandler handler) => _handlers.Add(name, handler);

    /// <summary>Carries out a call.</summary>
    /// <exception cref="UnknownOperationException">There is no such operation.</exception>
    /// <exception cref="ServiceFault">The operation refused.</exception>
    public Task<(JsonObject Output, IDisposable? Subscription)> CallAsync(Call call) =>
        _handlers.TryGetValue(call.Operation, out OperationHandler? handler)
            ? handler(call)
            : throw new UnknownOperationException();
}
