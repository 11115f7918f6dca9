using System.Text.Json.Serialization;

namespace GreengrassTpm.Bootstrap;

/// <summary>JSON of the reports, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(ProvisionReport))]
[JsonSerializable(typeof(TeardownReport))]
[JsonSerializable(typeof(PinReport))]
[JsonSerializable(typeof(HandlesReport))]
[JsonSerializable(typeof(ConnectReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
