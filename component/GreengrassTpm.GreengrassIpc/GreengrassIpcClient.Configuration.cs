using System.Text.Json.Nodes;

namespace GreengrassTpm.GreengrassIpc;

/// <content>Configuration.</content>
public sealed partial class GreengrassIpcClient
{
    /// <summary>Reads the configuration of a component. Needs no policy, whichever component it is.</summary>
    /// <param name="keyPath">The path of the wanted part; null for all. Case matters on nucleus lite.</param>
    /// <param name="componentName">The component; null for this one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ServiceErrorException"><see cref="ServiceErrorCode.ResourceNotFound"/>: no such component or key.</exception>
    public Task<GetConfigurationResponse> GetConfigurationAsync(
        IReadOnlyList<string>? keyPath = null,
        string? componentName = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new GetConfigurationRequest(componentName, keyPath);
        return CallAsync(
            Operations.GetConfiguration,
            IpcJson.Write(request, IpcJson.Context.GetConfigurationRequest),
            cancellationToken
        );
    }

    /// <summary>Merges values into this component's configuration. Objects merge member by member, all else replaces.</summary>
    /// <param name="valueToMerge">The values. <c>accessControl</c> cannot be changed.</param>
    /// <param name="timestamp">When the values were decided. A value that the configuration has from later is not replaced.</param>
    /// <param name="keyPath">The path of the object to merge into; null for the root. It cannot name a leaf.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ServiceErrorException">
    /// <see cref="ServiceErrorCode.FailedUpdateConditionCheck"/>: the configuration is later than the timestamp (classic;
    /// nucleus lite then answers success and changes nothing). <see cref="ServiceErrorCode.InvalidArguments"/>.
    /// </exception>
    public Task UpdateConfigurationAsync(
        JsonObject valueToMerge,
        DateTimeOffset timestamp,
        IReadOnlyList<string>? keyPath = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new UpdateConfigurationRequest(keyPath, timestamp, valueToMerge);
        return CallAsync(
            Operations.UpdateConfiguration,
            IpcJson.Write(request, IpcJson.Context.UpdateConfigurationRequest),
            cancellationToken
        );
    }

    /// <summary>
    /// Subscribes to changes of a component's configuration. Subscribe first, then read: the present state is not sent. One
    /// event comes for each changed leaf. Subscribe to the root, as a watched node that a deployment replaces is lost.
    /// </summary>
    /// <param name="keyPath">The path of the watched part; null for all.</param>
    /// <param name="componentName">The component; null for this one.</param>
    /// <param name="settings">How to treat a slow reader and a gap; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the waiting for the nucleus' consent.</param>
    /// <exception cref="ServiceErrorException"><see cref="ServiceErrorCode.ResourceNotFound"/>: no such component or key.</exception>
    public Task<IpcSubscription<ConfigurationUpdateEvent>> SubscribeToConfigurationUpdateAsync(
        IReadOnlyList<string>? keyPath = null,
        string? componentName = null,
        SubscriptionSettings? settings = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new SubscribeToConfigurationUpdateRequest(componentName, keyPath);
        return SubscribeAsync(
            Operations.SubscribeToConfigurationUpdate,
            IpcJson.Write(request, IpcJson.Context.SubscribeToConfigurationUpdateRequest),
            settings,
            cancellationToken
        );
    }

    /// <summary>
    /// Subscribes to the question whether this component takes a configuration (classic nucleus only). Once subscribed, every
    /// question must be answered by <see cref="SendConfigurationValidityReportAsync"/> at once: silence fails the deployment. A
    /// component has one such subscription at a time.
    /// </summary>
    /// <param name="settings">How to treat a slow reader and a gap; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the waiting for the nucleus' consent.</param>
    /// <exception cref="ServiceErrorException"><see cref="ServiceErrorCode.OperationNotSupported"/>: nucleus lite.</exception>
    public Task<IpcSubscription<ValidateConfigurationUpdateEvent>> SubscribeToValidateConfigurationUpdatesAsync(
        SubscriptionSettings? settings = null,
        CancellationToken cancellationToken = default
    ) => SubscribeAsync(Operations.SubscribeToValidateConfigurationUpdates, IpcJson.Empty, settings, cancellationToken);

    /// <summary>Answers a <see cref="ValidateConfigurationUpdateEvent"/> (classic nucleus only).</summary>
    /// <param name="report">The verdict.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ServiceErrorException"><see cref="ServiceErrorCode.InvalidArguments"/>: too late, or never asked.</exception>
    public Task SendConfigurationValidityReportAsync(
        ConfigurationValidityReport report,
        CancellationToken cancellationToken = default
    )
    {
        var request = new SendConfigurationValidityReportRequest(report);
        return CallAsync(
            Operations.SendConfigurationValidityReport,
            IpcJson.Write(request, IpcJson.Context.SendConfigurationValidityReportRequest),
            cancellationToken
        );
    }
}
