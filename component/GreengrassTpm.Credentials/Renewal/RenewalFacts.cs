namespace GreengrassTpm.Credentials;

/// <summary>What is known of a device when it is decided whether to rotate.</summary>
public sealed record RenewalFacts
{
    /// <summary>The thing's name, which fixes its place in the fleet's spread.</summary>
    public required string ThingName { get; init; }

    /// <summary>When the active credential came into use: its switch in the journal, else its certificate's notBefore.</summary>
    public required DateTimeOffset ActiveSince { get; init; }

    /// <summary>The active certificate's notBefore.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>The active certificate's notAfter.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>When the latest rotation began, whatever became of it; null where there was none.</summary>
    public DateTimeOffset? LatestRotation { get; init; }

    /// <summary>How many rotations in a row ended in a rollback.</summary>
    public int RollbacksInARow { get; init; }

    /// <summary>Whether the journal holds a rotation that has not come to its end.</summary>
    public bool RotationUnfinished { get; init; }

    /// <summary>Who asks for a rotation, beyond the schedule.</summary>
    public RotationRequest Request { get; init; }
}
