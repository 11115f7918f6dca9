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
[JsonSerializable(typeof(RotateReport))]
[JsonSerializable(typeof(SupportReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
