using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>The JSON of the model: member names in camel case, absent members instead of null, blobs as base64.</summary>
internal static class IpcJson
{
    /// <summary>The request of an operation without input. Both nuclei want an object, even an empty one.</summary>
    public static readonly byte[] Empty = "{}"u8.ToArray();

    /// <summary>How every shape is written and read, without reflection.</summary>
    public static IpcJsonContext Context { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                RespectNullableAnnotations = true,
                RespectRequiredConstructorParameters = true,
                // Not HTML: with the default, a '+' of base64 or of a topic would take six of lite's 10 000 bytes.
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );

    /// <summary>Writes a request.</summary>
    public static byte[] Write<TRequest>(TRequest request, JsonTypeInfo<TRequest> type) =>
        JsonSerializer.SerializeToUtf8Bytes(request, type);
}

/// <summary>Every shape that goes over the wire.</summary>
[JsonSerializable(typeof(ConnectRequest))]
[JsonSerializable(typeof(ErrorPayload))]
[JsonSerializable(typeof(EmptyResponse))]
[JsonSerializable(typeof(GetConfigurationRequest))]
[JsonSerializable(typeof(GetConfigurationResponse))]
[JsonSerializable(typeof(UpdateConfigurationRequest))]
[JsonSerializable(typeof(SubscribeToConfigurationUpdateRequest))]
[JsonSerializable(typeof(ConfigurationUpdateEvents))]
[JsonSerializable(typeof(ValidateConfigurationUpdateEvents))]
[JsonSerializable(typeof(SendConfigurationValidityReportRequest))]
[JsonSerializable(typeof(UpdateStateRequest))]
[JsonSerializable(typeof(ComponentUpdatePolicyEvents))]
[JsonSerializable(typeof(DeferComponentUpdateRequest))]
[JsonSerializable(typeof(RestartComponentRequest))]
[JsonSerializable(typeof(RestartComponentResponse))]
[JsonSerializable(typeof(PublishToTopicRequest))]
[JsonSerializable(typeof(SubscribeToTopicRequest))]
[JsonSerializable(typeof(SubscriptionResponseMessage))]
[JsonSerializable(typeof(IoTCorePublication))]
[JsonSerializable(typeof(SubscribeToIoTCoreRequest))]
[JsonSerializable(typeof(IoTCoreMessageEvents))]
[JsonSerializable(typeof(IoTCoreConnectionStatusEvents))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class IpcJsonContext : JsonSerializerContext;
