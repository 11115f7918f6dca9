namespace GreengrassTpm.Credentials;

/// <summary>What the rotations of a device, taken together, mean for the next one.</summary>
/// <param name="Rotations">All rotations, in the order in which they began.</param>
public sealed record RotationHistory(IReadOnlyList<Rotation> Rotations)
{
    /// <summary>The rotation that has not come to its end; null where there is none.</summary>
    public Rotation? Unfinished => Rotations.LastOrDefault(rotation => !rotation.State.IsFinal());

    /// <summary>When the latest rotation began; null where there was none.</summary>
    public DateTimeOffset? LatestBegan => Rotations.Count == 0 ? null : Rotations[^1].Began;

    /// <summary>When the credential now active got the active label; null where no rotation brought it there.</summary>
    public DateTimeOffset? ActiveSince =>
        Rotations
            .LastOrDefault(rotation => rotation.SwitchedAt is not null && StaysSwitched(rotation.State))
            ?.SwitchedAt;

    /// <summary>How many of the latest rotations in a row were rolled back; abandoned ones neither count nor interrupt.</summary>
    public int RollbacksInARow =>
        Rotations
            .Reverse()
            .Where(rotation => rotation.State.IsFinal() && rotation.State != RotationState.Abandoned)
            .TakeWhile(rotation => rotation.State == RotationState.RolledBack)
            .Count();

    private static bool StaysSwitched(RotationState state) =>
        state is RotationState.Switched or RotationState.Confirmed or RotationState.Retiring or RotationState.Retired;
}
