using System.Text.Json.Serialization;

namespace GreengrassTpm.Component;

/// <summary>JSON of the reports, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(PlanReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
