using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace GreengrassTpm.GreengrassIpc;

/// <summary>The answer of GetConfiguration.</summary>
/// <param name="Value">
/// The configuration as an object. Where the key path names a leaf (also a list), the object has that one member:
/// <c>{ "lastKey": value }</c>. A number that came through UpdateConfiguration of a classic nucleus is a double there (5.0).
/// </param>
/// <param name="ComponentName">The component whose configuration it is.</param>
public sealed record GetConfigurationResponse(JsonElement Value, string? ComponentName = null);

/// <summary>A part of a configuration has changed. What it is now, GetConfiguration tells.</summary>
/// <param name="ComponentName">The component whose configuration has changed.</param>
/// <param name="KeyPath">The path of the changed node, from the root of the configuration.</param>
public sealed record ConfigurationUpdateEvent(string ComponentName, IReadOnlyList<string> KeyPath);

/// <summary>A deployment asks the component whether it takes a new configuration.</summary>
/// <param name="Configuration">The component's whole configuration as it would be.</param>
/// <param name="DeploymentId">The id to answer with. It is not the one that component update events carry.</param>
public sealed record ValidateConfigurationUpdateEvent(JsonElement Configuration, string DeploymentId);

/// <summary>What the component thinks of a proposed configuration.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConfigurationValidityStatus>))]
public enum ConfigurationValidityStatus
{
    /// <summary>The deployment goes on.</summary>
    [JsonStringEnumMemberName("ACCEPTED")]
    Accepted,

    /// <summary>The deployment fails and changes nothing.</summary>
    [JsonStringEnumMemberName("REJECTED")]
    Rejected,
}

/// <summary>The answer to a <see cref="ValidateConfigurationUpdateEvent"/>.</summary>
/// <param name="Status">The verdict.</param>
/// <param name="DeploymentId">The id of the event.</param>
/// <param name="Message">Why; shown with the failed deployment.</param>
public sealed record ConfigurationValidityReport(
    ConfigurationValidityStatus Status,
    string DeploymentId,
    string? Message = null
);

internal sealed record GetConfigurationRequest(string? ComponentName = null, IReadOnlyList<string>? KeyPath = null);

internal sealed record UpdateConfigurationRequest(
    IReadOnlyList<string>? KeyPath,
    [property: JsonConverter(typeof(TimestampConverter))] DateTimeOffset Timestamp,
    JsonObject ValueToMerge
);

internal sealed record SubscribeToConfigurationUpdateRequest(
    string? ComponentName = null,
    IReadOnlyList<string>? KeyPath = null
);

internal sealed record SendConfigurationValidityReportRequest(ConfigurationValidityReport ConfigurationValidityReport);

internal sealed record ConfigurationUpdateEvents(ConfigurationUpdateEvent? ConfigurationUpdateEvent = null);

internal sealed record ValidateConfigurationUpdateEvents(
    ValidateConfigurationUpdateEvent? ValidateConfigurationUpdateEvent = null
);
