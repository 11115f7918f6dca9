using GreengrassTpm.Credentials;

namespace GreengrassTpm.Component;

/// <summary>How a device's rotations stand, taken together.</summary>
public enum RotationStanding
{
    /// <summary>There has been none.</summary>
    None,

    /// <summary>None is under way.</summary>
    AtRest,

    /// <summary>One has begun and has not come to its end.</summary>
    UnderWay,

    /// <summary>None begins by itself any more: too many in a row were rolled back.</summary>
    Stopped,
}

/// <summary>Tells how rotations stand.</summary>
internal static class RotationStandings
{
    internal static RotationStanding Of(RotationHistory history, int rollbackLimit) =>
        history.Unfinished is not null ? RotationStanding.UnderWay
        : history.RollbacksInARow >= rollbackLimit ? RotationStanding.Stopped
        : history.Rotations.Count == 0 ? RotationStanding.None
        : RotationStanding.AtRest;
}
