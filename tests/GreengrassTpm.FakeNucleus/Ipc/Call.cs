using System.Globalization;
using System.Text.Json.Nodes;

namespace GreengrassTpm.FakeNucleus;

/// <summary>A request as an operation sees it.</summary>
/// <param name="session">The connection it came on.</param>
/// <param name="streamId">Its stream.</param>
/// <param name="operation">The operation without namespace.</param>
/// <param name="input">The request's payload.</param>
internal sealed class Call(IpcSession session, int streamId, string operation, JsonObject input)
{
    public int StreamId { get; } = streamId;

    public string Operation { get; } = operation;

    public JsonObject Input { get; } = input;

    /// <summary>The caller.</summary>
    public string Component => session.Component;

    /// <summary>A text that must be there.</summary>
    public string Text(string name) => OptionalText(name) ?? throw Invalid(name);

    /// <summary>A text that may be absent, but not null on nucleus lite.</summary>
    public string? OptionalText(string name)
    {
        if (
            !Input.TryGetPropertyValue(name, out JsonNode? node) || (node is null && session.Flavour == Flavour.Classic)
        )
        {
            return null;
        }

        return node is JsonValue value && value.TryGetValue(out string? text) ? text : throw Invalid(name);
    }

    /// <summary>A list of texts; absent is empty.</summary>
    public string[] Texts(string name) =>
        Input.TryGetPropertyValue(name, out JsonNode? node)
            ? [.. (node as JsonArray ?? throw Invalid(name)).Select(item => (string)item!)]
            : [];

    /// <summary>An object that must be there.</summary>
    public JsonObject Object(string name) => Input[name] as JsonObject ?? throw Invalid(name);

    /// <summary>A time in seconds. Nucleus lite refuses one without fraction or exponent.</summary>
    public double Seconds(string name)
    {
        string literal = Input[name]?.ToJsonString() ?? throw Invalid(name);
        bool floating = literal.AsSpan().IndexOfAny('.', 'e', 'E') >= 0;
        return floating || session.Flavour == Flavour.Classic
            ? double.Parse(literal, CultureInfo.InvariantCulture)
            : throw Invalid(name);
    }

    /// <summary>The error for a bad member, as each nucleus calls it.</summary>
    public ServiceFault Invalid(string name) =>
        session.Flavour == Flavour.Lite
            ? new ServiceFault("ServiceError", "Received invalid parameters.")
            : new ServiceFault("InvalidArgumentsError", $"{name} is missing or invalid");

    /// <summary>Sends an event on the call's stream as long as the stream is open.</summary>
    public void SendEvent(string model, JsonObject payload) => session.SendEvent(this, model, payload);
}
