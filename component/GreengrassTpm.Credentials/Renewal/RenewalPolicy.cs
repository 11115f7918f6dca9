namespace GreengrassTpm.Credentials;

/// <summary>When a credential is to be rotated, as the operator wishes it.</summary>
public sealed record RenewalPolicy
{
    /// <summary>Whether the component rotates by itself; a person at the device may rotate in any case.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The age at which a credential is replaced at the latest, counted from its switch.</summary>
    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long before its certificate's end a credential is replaced at the latest.</summary>
    public TimeSpan RenewBeforeExpiry { get; init; } = TimeSpan.FromDays(30);

    /// <summary>By how much of <see cref="MaximumAge"/> and <see cref="RenewBeforeExpiry"/> a thing may be early, 0 to 100.</summary>
    public int JitterPercent { get; init; } = 10;

    /// <summary>When a scheduled rotation may begin; a requested one begins when it is asked for.</summary>
    public MaintenanceWindow Window { get; init; } = MaintenanceWindow.Always;

    /// <summary>The least time between the beginnings of two rotations, unless forced.</summary>
    public TimeSpan MinimumInterval { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How many rollbacks in a row stop rotation until somebody forces one.</summary>
    public int RollbackLimit { get; init; } = 2;
}
