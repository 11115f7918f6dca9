using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>An operation of the Greengrass IPC model.</summary>
internal abstract class Operation(string name)
{
    /// <summary>The namespace of every shape of the model.</summary>
    public const string Namespace = "aws.greengrass#";

    /// <summary>The name without namespace.</summary>
    public string Name { get; } = name;

    /// <summary>The headers of its request.</summary>
    public byte[] Headers { get; } = RpcHeaders.Request(Namespace + name);
}

/// <summary>An operation with one answer.</summary>
internal sealed class UnaryOperation<TResponse>(string name, JsonTypeInfo<TResponse> response) : Operation(name)
{
    /// <summary>How the answer is read.</summary>
    public JsonTypeInfo<TResponse> Response { get; } = response;
}

/// <summary>Reads an event; null where it is of a kind that this client does not know.</summary>
internal delegate TEvent? EventReader<out TEvent>(ReadOnlySpan<byte> payload)
    where TEvent : class;

/// <summary>An operation that is answered once and then sends events.</summary>
internal sealed class StreamingOperation<TEvent>(string name, string eventModel, EventReader<TEvent> read)
    : Operation(name)
    where TEvent : class
{
    private readonly byte[] _eventModel = Encoding.UTF8.GetBytes(Namespace + eventModel);

    /// <summary>The <c>service-model-type</c> of its events.</summary>
    public ReadOnlySpan<byte> EventModel => _eventModel;

    /// <summary>How an event is read.</summary>
    public EventReader<TEvent> Read { get; } = read;

    /// <summary>Whether the nucleus answers only when it is online, however long that takes.</summary>
    public bool AnswersWhenOnline { get; init; }

    /// <summary>
    /// How long to wait after a new connection before subscribing again: the classic nucleus has one place for a component's
    /// validation subscription, and the end of the old connection, noticed late, would clear it.
    /// </summary>
    public TimeSpan ResubscribeDelay { get; init; }
}
