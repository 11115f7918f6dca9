using System.Text.Json.Serialization;

namespace GreengrassTpm.Aws;

/// <summary>What the credentials endpoint answers
/// (https://docs.aws.amazon.com/iot/latest/developerguide/authorizing-direct-aws.html).</summary>
internal sealed record RoleAliasAnswer(RoleAliasCredentials? Credentials);

/// <summary>The credentials in it.</summary>
internal sealed record RoleAliasCredentials(string? AccessKeyId, string? SecretAccessKey, string? SessionToken);

/// <summary>Why it refuses.</summary>
internal sealed record RoleAliasRefusal(string? Message);

/// <summary>What a container's credentials endpoint answers
/// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html).</summary>
internal sealed record ContainerAnswer(
    [property: JsonPropertyName("AccessKeyId")] string? AccessKeyId,
    [property: JsonPropertyName("SecretAccessKey")] string? SecretAccessKey,
    [property: JsonPropertyName("Token")] string? Token
);

/// <summary>Reads them without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RoleAliasAnswer))]
[JsonSerializable(typeof(RoleAliasRefusal))]
[JsonSerializable(typeof(ContainerAnswer))]
[JsonSerializable(typeof(ShadowAnswer))]
[JsonSerializable(typeof(CertificateOwnership))]
[JsonSerializable(typeof(CreatedCertificate))]
[JsonSerializable(typeof(FleetProvisioningAnswer))]
[JsonSerializable(typeof(FleetProvisioningRefusal))]
internal sealed partial class AwsJson : JsonSerializerContext;
