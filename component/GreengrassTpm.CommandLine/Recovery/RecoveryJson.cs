using System.Text.Json.Serialization;

namespace GreengrassTpm.CommandLine;

/// <summary>JSON of the result of <c>recover</c>, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RecoveryReport))]
internal sealed partial class RecoveryJson : JsonSerializerContext;
