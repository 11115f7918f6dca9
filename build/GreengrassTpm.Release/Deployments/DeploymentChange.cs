using System.Text.Json.Nodes;

namespace GreengrassTpm.Release;

/// <summary>What a deployment changes. What is null stays as the deployment before had it.</summary>
public sealed record DeploymentChange
{
    /// <summary>Version of the component; null for the one that gdk-config.json names, or the highest.</summary>
    public string? Version { get; init; }

    /// <summary>What is merged into the component's configuration.</summary>
    public JsonObject? Merge { get; init; }

    /// <summary>JSON pointers of values that go back to the recipe's defaults.</summary>
    public IReadOnlyList<string> Reset { get; init; } = [];

    /// <summary>Name of the deployment.</summary>
    public string? Name { get; init; }

    /// <summary>Whether a device goes back to what it had after a failure.</summary>
    public bool? RollBack { get; init; }

    /// <summary>Whether components are told before an update, and may put it off.</summary>
    public bool? NotifyComponents { get; init; }

    /// <summary>Most devices a minute that are told of the deployment.</summary>
    public int? DevicesPerMinute { get; init; }

    /// <summary>A rate that grows with success; it takes the place of <see cref="DevicesPerMinute"/> as the beginning.</summary>
    public GrowingRate? Growth { get; init; }

    /// <summary>When failures abort the deployment.</summary>
    public AbortRule? Abort { get; init; }

    /// <summary>How long a device may take, in minutes.</summary>
    public int? DeviceMinutes { get; init; }

    /// <summary>Whether it changes how devices get what is deployed, not only what.</summary>
    public bool ChangesRollout =>
        this
            is not {
                Name: null,
                RollBack: null,
                NotifyComponents: null,
                DevicesPerMinute: null,
                Growth: null,
                Abort: null,
                DeviceMinutes: null
            };
}

/// <summary>A rate of rollout that grows.</summary>
/// <param name="DevicesPerMinute">Devices a minute at the beginning.</param>
/// <param name="Factor">What it is multiplied by, 1.1 to 5.</param>
/// <param name="AfterSuccesses">After so many successes each time.</param>
public sealed record GrowingRate(int DevicesPerMinute, double Factor, int AfterSuccesses);

/// <summary>When failures abort a deployment.</summary>
/// <param name="Percent">Share of failures, in per cent.</param>
/// <param name="AfterDevices">Counted once so many devices have ended.</param>
public sealed record AbortRule(double Percent, int AfterDevices);
