using System.Text.Json.Serialization;

namespace GreengrassTpm.Component;

/// <summary>What a command of this program asks of the running component.</summary>
/// <param name="Do"><see cref="Rotate"/> or <see cref="Stop"/>.</param>
/// <param name="Force">Whether a rotation is insisted upon.</param>
internal sealed record ControlRequest(string Do, bool Force = false)
{
    /// <summary>Begin a rotation.</summary>
    internal const string Rotate = "rotate";

    /// <summary>End, as soon as no write is half made.</summary>
    internal const string Stop = "stop";
}

/// <summary>The component's answer.</summary>
/// <param name="Accepted">Whether it does what it was asked to.</param>
/// <param name="Message">What it does, or why not; no full stop.</param>
internal sealed record ControlAnswer(bool Accepted, string Message);

/// <summary>JSON of the control socket, one object a line, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ControlRequest))]
[JsonSerializable(typeof(ControlAnswer))]
internal sealed partial class ControlJson : JsonSerializerContext;
